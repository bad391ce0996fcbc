"""What reading a list of references yields, and how a list is refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Item = dict[str, Any]


class ReferencesRefusedError(ValueError):
    """A list can't be read at all; the text is one line that says why."""


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

    ``items`` are CSL-JSON, each with an id that no other has. The others are sentences that name an
    entry by its place: ``duplicates`` were left out because they are there already, ``unreadable``
    ones because they make no reference; ``problems`` are items that look wrong, and ``notes`` say
    what was decided on the way.
    """

    format: str
    items: list[Item] = field(default_factory=list)
    duplicates: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
