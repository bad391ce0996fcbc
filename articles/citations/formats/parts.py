"""Dates, names and pages as the formats write them, in CSL's form."""

from __future__ import annotations

import re
from typing import Any

from articles.citations.formats.parsed import Item
from articles.text import clean_line

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMERIC_DATE = re.compile(r"(\d{4})(?:[-/.](\d{1,2})?)?(?:[-/.](\d{1,2})?)?(?:[/T].*)?", re.ASCII)
_WORDED_DATE = re.compile(
    r"(\d{4})(?:\s+([A-Za-z]{3,9})\.?(?:[-/][A-Za-z]{3,9}\.?)?)?(?:\s+(\d{1,2})(?:-\d{1,2})?)?"
    r"(?:\s*-\s*\d{4}.*)?",
    re.ASCII,
)
_MONTH_FIRST = re.compile(
    r"(?P<month>[A-Za-z]{3,9})\.?(?:\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?)?,?\s+(?P<year>\d{4})",
    re.ASCII,
)
_DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\.?\s+(?P<month>[A-Za-z]{3,9})\.?,?\s+(?P<year>\d{4})",
    re.ASCII,
)
#: What stands behind a name as it is printed, with or without a full stop.
SUFFIX = re.compile(r"(?:Jr|Sr|\d(?:st|nd|rd|d|th)|I{1,3}|IV)\.?")
_DASHES = re.compile(r"\s*(?:-{1,3}|[\u2010-\u2015\u2212])\s*")
_DOI = re.compile(r"\b(10\.\d{4,9}/[^\s\"<>]+)")
_RESOLVER = re.compile(r"^https?://(?:dx\.)?doi\.org/", re.IGNORECASE)


def line(text: str) -> str:
    """Return a text as one clean line."""
    return clean_line(text)[0] if text else ""


def without_blanks(item: Item) -> Item:
    """Return the item without the fields that have nothing in them, its texts clean lines."""
    cleaned = {
        name: line(value) if isinstance(value, str) else value for name, value in item.items()
    }
    return {name: value for name, value in cleaned.items() if value not in ("", [], {}, None)}


def month(text: str) -> int:
    """Return the number of a month by its English name, its beginning or its number; 0 if none."""
    word = text.strip(". ").lower()
    if word.isascii() and word.isdigit():
        return int(word) if 1 <= int(word[:3]) <= 12 else 0
    return MONTHS.index(word[:3]) + 1 if word[:3] in MONTHS else 0


def date(text: str) -> dict[str, Any] | None:
    """Return a date such as ``2020-03-02``, ``2020/3///``, ``2020 Mar 2`` or ``May 3, 2020``.

    None for nothing. Words that are no date, such as "in press", are kept as words.
    """
    text = line(text)
    found = _NUMERIC_DATE.fullmatch(text)
    if found:
        return date_of(found[1], found[2] or "", found[3] or "")
    found = _WORDED_DATE.fullmatch(text)
    if found:
        return date_of(found[1], found[2] or "", found[3] or "")
    found = _MONTH_FIRST.fullmatch(text) or _DAY_FIRST.fullmatch(text)
    if found and month(found["month"]):
        return date_of(found["year"], found["month"], found["day"] or "")
    year = re.search(r"\b(1[5-9]\d{2}|2[01]\d{2})\b", text)
    if year:
        return date_of(year[1])
    return {"literal": text} if text else None


def date_of(year: str, month_text: str = "", day: str = "") -> dict[str, Any] | None:
    """Return a date of its parts, as far as they can be one."""
    if not re.fullmatch(r"\d{1,4}", year, re.ASCII) or not int(year):
        return {"literal": line(year)} if year.strip() else None
    parts = [int(year)]
    if number := month(month_text):
        parts.append(number)
        if re.fullmatch(r"\d{1,2}", day, re.ASCII) and 1 <= int(day) <= 31:
            parts.append(int(day))
    return {"date-parts": [parts]}


def pages(text: str) -> str:
    """Return a range of pages with one hyphen in it."""
    return _DASHES.sub("-", line(text)).strip("-")


def bare_doi(text: str) -> str:
    """Return a DOI without an address or "doi:" before it; any other text as it is."""
    found = _DOI.search(line(text))
    return found[1].rstrip(".,;") if found else line(text)


def is_doi_address(url: str) -> bool:
    """Tell whether an address is that of a DOI, which the item says better."""
    return bool(_RESOLVER.match(url))


def family_first(name: str) -> dict[str, str]:
    """Return ``Smith, John`` and ``Smith, John, Jr`` as CSL has them; without a comma, a body."""
    family, *rest = [part.strip() for part in line(name).split(",")]
    if not rest or not rest[0]:
        return {"literal": family}
    person = {"family": family, "given": rest[0]}
    return person | {"suffix": rest[1]} if len(rest) > 1 and rest[1] else person


def initials_last(name: str) -> dict[str, str]:
    """Return ``van den Berg NJ`` and ``King ML Jr`` as CSL has them; without initials, a body."""
    *family, last = line(name).rstrip(".").split(" ") or [""]
    suffix = ""
    # A lone "I" is an initial: "Raz I" is a person, and no first of that name.
    if family and SUFFIX.fullmatch(last) and (last != "I" or len(family) > 1):
        suffix = last
        *family, last = family
    initials = [last]
    while len(family) > 1 and _are_initials(family[-1]):
        initials.insert(0, family.pop())
    if not family or not all(map(_are_initials, initials)):
        return {"literal": line(name).rstrip(".")}
    letters = " ".join("".join(initials).replace(".", "").replace("-", "\0"))
    person = {"family": " ".join(family), "given": letters.replace(" \0 ", "-")}
    return person | {"suffix": suffix} if suffix else person


def _are_initials(text: str) -> bool:
    letters = re.sub(r"[-.]", "", text)
    return 1 <= len(letters) <= 4 and letters.isalpha() and letters.isupper()
