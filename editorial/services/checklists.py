"""The versions of the checklists: those of the office, and those set by administrators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from accounts.errors import refuse_if
from accounts.models import User
from accounts.services.log import ADDED, log
from articles.text import clean_line
from editorial import policies
from editorial.enums import Applies
from editorial.models import Checklist, ChecklistItem

FOLDER = Path(__file__).resolve().parents[1] / "instruments"

MOST_ITEMS = 60


@dataclass(frozen=True)
class Item:
    """One thing to ask."""

    question: str
    section: str = ""
    may_not_apply: bool = False


@transaction.atomic
def publish_checklist(
    *,
    acting_user: User,
    slug: str,
    name: str,
    items: Sequence[Item],
    scale: Sequence[tuple[int, str]],
    applies_to: str = Applies.EVERY,
    source: str = "",
) -> Checklist:
    """Make a version of a checklist, used by reviews from now on. Raises ValidationError.

    Answers to earlier versions stay what they were, and can still be finished.
    """
    refuse_if(policies.against_setting_checklists(acting_user))
    _check(items, scale)
    newest = Checklist.objects.select_for_update().filter(slug=slug).first()
    version = newest.version + 1 if newest else 1
    checklist = Checklist(
        slug=slug,
        version=version,
        name=clean_line(name)[0],
        source=clean_line(source)[0],
        applies_to=applies_to,
        scale=[[number, clean_line(words)[0]] for number, words in scale],
    )
    Checklist.objects.filter(slug=slug, in_use=True).update(in_use=False)
    checklist.full_clean()
    _store(checklist, items)
    log(acting_user, checklist, ADDED, f"Published with {len(items)} items.")
    return checklist


def install_checklists() -> None:
    """Store the checklists that come with the office, unless some version is there already.

    Runs after every migrate, also one that goes back to before there were checklists.
    """
    if Checklist._meta.db_table not in connection.introspection.table_names():
        return
    there = set(Checklist.objects.values_list("slug", flat=True))
    for definition in _definitions():
        if definition["slug"] not in there:
            fields = {key: definition[key] for key in ("slug", "version", "name", "source")}
            checklist = Checklist(
                **fields, applies_to=definition["applies_to"], scale=definition["scale"]
            )
            _store(checklist, _items(definition["sections"]))


@lru_cache(maxsize=1)
def _definitions() -> list[dict[str, Any]]:
    files = sorted(FOLDER.glob("*.yaml"))
    return [yaml.safe_load(file.read_text(encoding="utf-8")) for file in files]


def _items(sections: Sequence[dict[str, Any]]) -> list[Item]:
    items = []
    for section in sections:
        for raw in section["items"]:
            details = {"question": raw} if isinstance(raw, str) else raw
            skip = details.get("may_not_apply", section.get("may_not_apply", False))
            items.append(Item(details["question"], section["name"], skip))
    return items


def _store(checklist: Checklist, items: Sequence[Item]) -> None:
    checklist.save(force_insert=True)
    ChecklistItem.objects.bulk_create(
        ChecklistItem(
            checklist=checklist,
            position=position,
            section=clean_line(item.section)[0],
            question=clean_line(item.question)[0],
            may_not_apply=item.may_not_apply,
        )
        for position, item in enumerate(items, start=1)
    )


def _check(items: Sequence[Item], scale: Sequence[tuple[int, str]]) -> None:
    if not 1 <= len(items) <= MOST_ITEMS:
        raise ValidationError({"items": f"A checklist asks 1 to {MOST_ITEMS} things."})
    if any(not clean_line(item.question)[0] or len(item.question) > 300 for item in items):
        raise ValidationError({"items": "Ask each thing in 1 to 300 characters."})
    if len({number for number, _words in scale}) < 2:
        raise ValidationError({"scale": "A scale needs two different answers at least."})
