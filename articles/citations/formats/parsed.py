"""What reading a list of references yields, and how a list is refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Item = dict[str, Any]


class ReferencesRefusedError(ValueError):
    """A list can't be read at all; the text is one line that says why."""


class EntryError(ValueError):
    """One entry can't be read; the text says why, without its place."""


@dataclass(frozen=True)
class Entry:
    """One entry as a parser hands it over: where it begins, and its item or what is wrong.

    ``notes`` are remarks on an item that could be read all the same.
    """

    line: int
    item: Item | None = None
    error: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class ParsedReferences:
    """The references of a list.

    ``items`` are CSL-JSON, each with an id that no other has. ``duplicates`` says which entries
    were left out because they are there already, ``problems`` which could not be read or look
    wrong, and ``notes`` what was decided on the way; all are sentences that name the entry.
    ``unreadable`` counts the entries that gave no item.
    """

    format: str
    items: list[Item] = field(default_factory=list)
    duplicates: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unreadable: int = 0
