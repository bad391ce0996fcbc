"""When a printed entry was seen, published or updated, whichever way its style says that.

Citing Medicine has ``[updated 2020 Jan 2; cited 2020 May 3]``, AMA ``Accessed May 3, 2020.``, the
Lancet ``(accessed May 3, 2020)``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from articles.citations.formats.parts import MONTHS, date

_MONTH = r"[A-Za-z]{3,9}\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = (
    rf"(?:\d{{4}}\s+{_MONTH}(?:\s+\d{{1,2}})?\b|{_MONTH}\s+(?:{_DAY},?\s+)?\d{{4}}"
    rf"|{_DAY}\s+{_MONTH},?\s+\d{{4}}|\d{{4}}-\d{{1,2}}(?:-\d{{1,2}})?"
    r"|\d{1,2}[/.]\d{1,2}[/.]\d{4}|\d{4})"
)
_SEEN = r"accessed|cited|retrieved|viewed|consulted"
_CHANGED = r"updated|revised|reviewed|modified"
_SAID = (
    rf"(?P<word>(?:date\s+)?(?:last\s+)?(?:{_SEEN}|{_CHANGED}|published|posted|issued|effective)"
    r"(?:\s+online)?(?:\s+ahead\s+of\s+print)?)"
    rf"(?:\s+(?:on|date))?\s*:?\s*(?P<date>{_DATE})"
)
_PLAIN = re.compile(
    rf"(?:^|(?<=[.?!;,)\]])) ?\(?{_SAID}(?:,? (?:from|at)\b:?)?(?:\.?\)|(?=[.;, ]|$))[.;,]?"
    rf"|\({_SAID.replace('<word>', '<in_word>').replace('<date>', '<in_date>')}\.?\)[.;,]?",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(
    rf" ?\[(?P<words>[^\[\]]{{0,80}}?\b(?:{_SEEN}|{_CHANGED})\b[^\[\]]{{0,80}})\][;.]?",
    re.IGNORECASE,
)
_EACH = re.compile(_SAID, re.IGNORECASE)
_AHEAD = re.compile(
    r"(?:[.;,] ?| )?\[?\b(?:(?:E-?pub|published|(?:available )?online)\s+(?:online\s+)?"
    r"ahead\s+of\s+print|E-?pub\s+(?=\d{4}\b))"
    r"(?:[ ,]*\d{4}(?:\s+[A-Z][a-z]{2,8}(?:\s+\d{1,2})?)?\b)?\]?\.?",
    re.IGNORECASE,
)
#: 03/05 is March in one country and May in another.
_AMBIGUOUS = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


@dataclass
class Dates:
    """What was taken out of an entry, in CSL's form, and what is left of its words."""

    rest: str
    accessed: dict[str, Any] | None = None
    published: dict[str, Any] | None = None
    updated: dict[str, Any] | None = None
    #: How the entry calls that, of Citing Medicine's words.
    word: str = "updated"
    is_ahead: bool = False

    @property
    def issued(self) -> dict[str, Any] | None:
        """The date of what was cited, where its shape gives none."""
        return self.published or self.updated

    @property
    def status(self) -> str:
        """The words for CSL's status: how recent a version was cited."""
        if self.is_ahead:
            return "Epub ahead of print"
        return f"{self.word} {worded(self.updated)}" if self.updated else ""


def taken_dates(text: str) -> Dates:
    """Return the dates that an entry names by a word, and the entry without them."""
    found = Dates(text)
    while bracket := _IN_BRACKETS.search(found.rest):
        for said in _EACH.finditer(bracket["words"]):
            _note(found, said["word"], said["date"])
        found.rest = _without(found.rest, bracket)
    while plain := _PLAIN.search(found.rest):
        word, words = plain["word"] or plain["in_word"], plain["date"] or plain["in_date"]
        _note(found, word, words)
        found.rest = _without(found.rest, plain)
    while ahead := _AHEAD.search(found.rest):
        found.is_ahead = found.is_ahead or "ahead" in ahead[0].lower()
        found.rest = _without(found.rest, ahead)
    return found


def worded(value: dict[str, Any] | None) -> str:
    """Return a date as the style prints it: ``2020 May 3``."""
    if not value:
        return ""
    parts = value.get("date-parts", [[]])[0]
    words = [str(part) for part in parts]
    if len(parts) > 1:
        words[1] = MONTHS[parts[1] - 1].capitalize()
    return " ".join(words) or str(value.get("literal", ""))


def _note(found: Dates, word: str, words: str) -> None:
    value, kind = _date(words), word.lower()
    if re.search(rf"\b(?:{_SEEN})\b", kind):
        found.accessed = found.accessed or value
    elif changed := re.search(rf"\b(?:{_CHANGED})\b", kind):
        if found.updated is None:
            found.updated, found.word = value, changed[0]
    else:
        found.published = found.published or value
        found.is_ahead = found.is_ahead or "ahead" in kind


def _date(words: str) -> dict[str, Any] | None:
    numbers = _AMBIGUOUS.fullmatch(words)
    if numbers is None:
        dotted = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", words)
        return date("-".join(reversed(dotted.groups())) if dotted else words)
    first, second, year = numbers.groups()
    if int(first) > 12:
        return date(f"{year}-{second}-{first}")
    if int(second) > 12 or first == second:
        return date(f"{year}-{first}-{second}")
    return {"literal": words}


def _without(text: str, found: re.Match[str]) -> str:
    """Return a text without a part of it, and with one full stop where it was."""
    before, after = text[: found.start()].rstrip(" ;,"), text[found.end() :].strip()
    if before and before[-1] not in ".?!:" and after[:1].isupper():
        before += "."
    return f"{before} {after}".strip()
