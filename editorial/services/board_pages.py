"""The public pages of board members: copies of what the office holds, for readers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.errors import refuse_if
from accounts.models import User
from accounts.services.log import CHANGED, log
from articles.canonical import canonical
from articles.models import Member, Publication
from articles.services.freezing import disclosure_document
from articles.services.pages import render_site
from articles.text import clean_text
from editorial import policies

LONGEST_BIOGRAPHY = 3000


def credit_members(publication: Publication, signers: Iterable[User], at: datetime) -> None:
    """Put a publication on its signers' pages, and bring these up to date.

    Runs inside the transaction that publishes.
    """
    for signer in signers:
        _copied(signer, at).publications.add(publication)


@transaction.atomic
def write_biography(*, acting_user: User, member: Member, biography: str) -> Member:
    """Set what a member's page says in words, and bring the rest of it up to date."""
    refuse_if(policies.against_writing_biography(acting_user))
    text = clean_text(biography)[0]
    if len(text) > LONGEST_BIOGRAPHY:
        raise ValidationError({"biography": f"Use {LONGEST_BIOGRAPHY:,} characters at most."})
    person = User.objects.get(uid=member.uid)
    fresh = _copied(person, timezone.now())
    fresh.biography = text
    fresh.save(update_fields=["biography"])
    log(acting_user, person, CHANGED, "Wrote the public biography.")
    render_site([])  # the site map says when the page changed
    return fresh


def _copied(person: User, at: datetime) -> Member:
    """Return the person's public page as the office knows the person now."""
    seats = list(person.memberships.prefetch_related("specialties"))
    member, _created = Member.objects.update_or_create(
        uid=person.uid,
        defaults={
            "name": person.printed_name,
            "credentials": person.credentials,
            "affiliation": person.affiliation,
            "orcid": person.orcid or "",
            "seats": canonical(
                [
                    {
                        "specialties": sorted(s.name for s in seat.specialties.all()),
                        "start": seat.term_start.isoformat(),
                        "end": seat.term_end.isoformat() if seat.term_end else None,
                    }
                    for seat in seats
                ]
            ),
            "disclosure": canonical(disclosure_document(person)),
            "as_of": at,
        },
    )
    return member
