"""Names as people print them, taken apart for formats that ask for the family name.

Only where the parts can be told. A name that is one word, is not written in Latin letters, may
begin with the family name, or belongs to a group, stays whole: a wrong guess would be worse.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

#: Small words that begin a family name.
PARTICLES = frozenset(
    {"af", "al", "av", "ben", "bin", "bint", "da", "das", "de", "del", "della", "den", "der", "di"}
    | {"do", "dos", "du", "el", "ibn", "la", "le", "los", "ten", "ter", "van", "vom", "von", "y"}
    | {"zu", "zum", "zur", "'t", "d'", "e"}
)
TITLES = frozenset({"dr", "prof", "professor"})
SUFFIXES = {"jr": "Jr", "sr": "Sr", "ii": "2nd", "iii": "3rd", "iv": "4th"}
#: Words of which a group's name is made.
_GROUP = frozenset(
    {"association", "board", "centre", "center", "collaboration", "committee", "consortium", "desk"}
    | {"foundation", "group", "hospital", "institute", "network", "office", "organisation", "panel"}
    | {"organization", "society", "team", "university"}
)
#: Joon-ho, Ji-young: a given name, so that the family name came first.
_HYPHENATED = re.compile(r"[^\W\d_]+-[a-z]+")
#: At most this many initials follow a family name (NLM, Citing Medicine).
_MOST_INITIALS = 2


@dataclass(frozen=True)
class PrintedName:
    """A name; ``family`` is "" where its parts can't be told."""

    whole: str
    family: str = ""
    given: str = ""
    suffix: str = ""  # as printed

    @property
    def inverted(self) -> str:
        """The name with the family name first, as RIS and BibTeX have it; else whole."""
        return f"{self.family}, {self.given}" if self.family else self.whole

    @property
    def vancouver(self) -> str:
        """The family name and initials, as Vancouver has it; else whole."""
        if not self.family:
            return self.whole
        parts = re.split(r"[\s.\-\u2010\u2011]+", self.given)
        initials = "".join(part[0].upper() for part in parts if part)[:_MOST_INITIALS]
        return " ".join(part for part in (self.family, initials, self._ordinal) if part)

    @property
    def _ordinal(self) -> str:
        return SUFFIXES.get(_bare(self.suffix), "")


def printed_name(text: str) -> PrintedName:
    """Take a printed name apart, or leave it whole."""
    whole = " ".join(text.split())
    words = whole.replace(",", " , ").split()
    suffix = words.pop() if len(words) > 2 and _bare(words[-1]) in SUFFIXES else ""
    if suffix and words[-1] == ",":
        words.pop()
    while words and _bare(words[0]) in TITLES:
        words.pop(0)
    begins = _family_begins(words)
    if not begins:
        return PrintedName(whole)
    return PrintedName(whole, " ".join(words[begins:]), " ".join(words[:begins]), suffix)


def _family_begins(words: list[str]) -> int:
    """Return the place of the first word of the family name, or 0 where it can't be told."""
    if len(words) < 2 or not all(_is_name(word) for word in words):
        return 0
    last = words[-1]
    if len(last.rstrip(".")) < 2 or last in PARTICLES or _HYPHENATED.fullmatch(last):
        return 0
    for place, word in enumerate(words[1:-1], start=1):
        if word in PARTICLES:
            return place
        if word.casefold() in PARTICLES:  # Van: of the family name, or a given name
            return 0
    return len(words) - 1


def _is_name(word: str) -> bool:
    """Tell whether a word can be of a person's name in Latin letters."""
    if _bare(word) in _GROUP or not any(letter.isalpha() for letter in word):
        return False
    return all(
        unicodedata.name(letter, "").startswith("LATIN")
        if letter.isalpha()
        else letter in ".'-\u2019\u2010\u2011" or unicodedata.combining(letter)
        for letter in word
    )


def _bare(word: str) -> str:
    return word.rstrip(".").casefold()
