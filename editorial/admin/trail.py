"""An article's record, told to the desk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from editorial.enums import Action, Meaning
from editorial.models import Record

#: What somebody wrote, by the name of the detail that has it.
NOTES = {"letter": "Letter", "reason": "Reason", "summary": "What changed"}

#: What a member wrote to the editors alone.
TO_EDITORS = frozenset({Action.ASSIGNMENT_DECLINED})


@dataclass(frozen=True)
class Entry:
    """One line of the record."""

    sequence: int
    at: datetime
    actor: str
    act: str
    about: str
    note_title: str
    note: str
    hash: str


def trail(records: Iterable[Record], *, everything: bool, submission_uid: str) -> list[Entry]:
    """Return the record, newest first; members are told of the submission they review alone."""
    shown = [
        record
        for record in records
        if everything or record.details.get("submission") == submission_uid
    ]
    return [_entry(record, everything=everything) for record in reversed(shown)]


def _entry(record: Record, *, everything: bool) -> Entry:
    details = record.details
    title, note = "", ""
    if everything or record.action not in TO_EDITORS:
        for name, words in NOTES.items():
            if details.get(name):
                title, note = words, str(details[name])
    return Entry(
        sequence=record.sequence,
        at=record.at,
        actor=record.actor_name,
        act=record.get_action_display(),
        about=_about(record.action, details),
        note_title=title,
        note=note,
        hash=record.hash,
    )


def _about(action: str, details: dict[str, Any]) -> str:
    """Return what the act was about, beyond its name."""
    if action == Action.SIGNED:
        return str(Meaning(details["meaning"]).label)
    if action == Action.ASSIGNED:
        due = date.fromisoformat(details["due_on"])
        return f"{details['member']}, by {due:%-d %B %Y}"
    if action == Action.ASSIGNMENT_RELEASED:
        return str(details["member"])
    if "revision" in details:
        return f"Revision {details['revision']}"
    return ", ".join(str(name).replace("_", " ") for name in details.get("fields", ()))
