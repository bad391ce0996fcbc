"""The demo's people, specialties and policies."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

from accounts.enums import Document, Role
from accounts.models import Specialty, User
from accounts.policies import has_second_factor
from accounts.services.board import appoint_to_board
from accounts.services.disclosing import record_disclosure
from accounts.services.factors import give_demo_factor
from accounts.services.first_administrator import create_first_administrator
from accounts.services.identity import record_identity_check
from accounts.services.people import create_person
from accounts.services.specialties import create_specialty
from articles.models import Member
from editorial import services
from editorial.services.rules import set_policy

PASSWORD = "let-it-be-printed"  # noqa: S105 - the demo's, printed in the README


def read_list(file: Path) -> list[dict[str, Any]]:
    """Return the entries of a YAML file."""
    entries: list[dict[str, Any]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return entries


def load_people(folder: Path) -> int:
    """Create whoever is missing, with specialties and policies; return how many were new."""
    entries = read_list(folder / "people.yaml")
    known = set(User.objects.values_list("email", flat=True))
    missing = [entry for entry in entries if entry["email"] not in known]
    admin = _administrator(entries)
    slugs = set(Specialty.objects.values_list("slug", flat=True))
    for entry in read_list(folder / "specialties.yaml"):
        if entry["slug"] not in slugs:
            create_specialty(acting_user=admin, **entry)
    specialties = {specialty.slug: specialty for specialty in Specialty.objects.all()}
    for entry in read_list(folder / "policies.yaml"):
        slug = entry.pop("specialty")
        set_policy(acting_user=admin, specialty=specialties[slug] if slug else None, **entry)
    for entry in missing:
        _create(entry, admin, specialties)
    for entry in entries:
        if Role.BOARD in entry["roles"]:
            _enable_to_sign(User.objects.get(email=entry["email"]), admin)
    return len(missing)


def _administrator(entries: list[dict[str, Any]]) -> User:
    """Return the demo's administrator, making them first on an empty database."""
    entry = next(entry for entry in entries if Role.ADMIN in entry["roles"])
    person = User.objects.filter(email=entry["email"]).first()
    return person or create_first_administrator(
        email=entry["email"],
        printed_name=entry["printed_name"],
        password=PASSWORD,
        credentials=entry["credentials"],
        affiliation=entry["affiliation"],
    )


def _create(entry: Mapping[str, Any], admin: User, specialties: Mapping[str, Specialty]) -> None:
    """Create one person with their seat and disclosure. The administrator is there already."""
    person = User.objects.filter(email=entry["email"]).first() or create_person(
        acting_user=admin,
        password=PASSWORD,
        **{
            name: entry[name]
            for name in (
                "email",
                "printed_name",
                "credentials",
                "affiliation",
                "orcid",
                "health_professional",
                "roles",
            )
        },
    )
    seat = entry.get("board")
    if seat:
        appoint_to_board(
            acting_user=admin,
            user=person,
            specialties=[specialties[slug] for slug in seat["specialties"]],
            term_start=_day(seat["term_start"]),
            term_end=_day(seat["term_end"]) if seat.get("term_end") else None,
        )
    disclosure = entry["disclosure"]
    if disclosure:
        record_disclosure(
            acting_user=person,
            dated=_day(disclosure["dated"]),
            nothing_to_disclose=disclosure.get("nothing_to_disclose", False),
            interests=disclosure.get("interests", []),
        )


def write_biographies(folder: Path) -> None:
    """Let the administrator write what the pages of members say of them, where they say nothing.

    A member has a page from the first signature on, so this comes after the articles.
    """
    entries = read_list(folder / "people.yaml")
    admin = _administrator(entries)
    for entry in entries:
        person = User.objects.get(email=entry["email"])
        page = Member.objects.filter(uid=person.uid, biography="").first()
        if page and entry.get("biography"):
            services.write_biography(acting_user=admin, member=page, biography=entry["biography"])


def _enable_to_sign(person: User, admin: User) -> None:
    """Give a member the demo's public second factor, and have their identity checked."""
    if not has_second_factor(person):
        give_demo_factor(user=person)
    if not person.identity_checks.exists():
        record_identity_check(acting_user=admin, person=person, document=Document.PASSPORT)


def _day(relative: Mapping[str, int]) -> date:
    """Return ``{days_ago: n}`` or ``{days_ahead: n}`` as a date."""
    days = relative.get("days_ahead", 0) - relative.get("days_ago", 0)
    return timezone.now().date() + timedelta(days=days)
