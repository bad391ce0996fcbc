"""The entries of a list of references: their numbers, printed or counted, and their words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
PRINTED = re.compile(
    r"\s*(?:\[(?P<bracketed>[1-9]\d{0,2})\][.:]?|\((?P<round>[1-9]\d{0,2})\)"
    r"|(?P<plain>[1-9]\d{0,2})[.):]|(?P<raised>[¹²³⁴-⁹][⁰¹²³⁴-⁹]{0,2}))(?:\s+|(?=[^\W\d_]))"
)
#: Of a list whose numbers are set off by a tab alone, which has become a space.
BARE = re.compile(r"\s*(?P<bare>[1-9]\d{0,2})\s+(?=[^\W\d_])")


@dataclass(frozen=True)
class Listed:
    """An entry of a list: its number, if one is printed, its words and the address it links to.

    ``item`` is a reference that prints as just these words, where the file brings one along;
    ``missing`` is the key of one that was cited and never listed.
    """

    number: int | None
    words: str
    address: str = ""
    item: Mapping[str, Any] | None = None
    missing: str = ""


def split_number(words: str, *, bare: bool = False) -> tuple[int | None, str]:
    """Return the number that an entry begins with, if any, and the rest of it."""
    found = PRINTED.match(words) or (BARE.match(words) if bare else None)
    if found is None:
        return None, words.strip()
    number = next(filter(None, found.groups()))
    return int(number.translate(_DIGITS)), words[found.end() :].strip()


def numbered(entries: Iterable[Listed]) -> list[int]:
    """Return a number for each entry, no two the same, printed ones first.

    One that prints no number, or one that an entry before it has, follows the entry before it; if
    that is taken as well, it gets the next number after all.
    """
    listed = list(entries)
    printed = [entry.number for entry in listed]
    wanted = {number for number in printed if number}
    beyond = max(wanted, default=0)
    taken: set[int] = set()
    numbers: list[int] = []
    for entry in listed:
        number = entry.number
        if number is None or number in taken:
            number = numbers[-1] + 1 if numbers and entry.number is None else 1
            if number in taken or number in wanted:
                beyond = number = max(beyond, *numbers, 0) + 1
        taken.add(number)
        numbers.append(number)
    return numbers
