"""Reading CSL-JSON that somebody typed: every reader here returns something usable or nothing.

References come from forms, files and other programs, so any field may hold any JSON. What cannot
be understood is left out; ``check`` is where it is reported.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from articles.canonical import LARGEST_INTEGER
from articles.text import clean_line

# Placeholders of vancouver.py; in a field they would be taken for links.
_PLACEHOLDERS = re.compile("[\ue000-\ue00f]")
# CSL's "leave the case of this alone": no style of ours changes case.
_NO_CASE = re.compile(r'<span class="nocase">(.*?)</span>', re.DOTALL)
_ISO_DATE = re.compile(r"([12]\d{3})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:T.*)?", re.ASCII)
_YEAR = re.compile(r"-?\d{1,4}", re.ASCII)
_DAY_OR_MONTH = re.compile(r"\d{1,2}", re.ASCII)

#: Parts of a name that are passed on beside the family name.
NAME_PARTS = ("family", "given", "dropping-particle", "non-dropping-particle", "suffix")


def reference_key(item: Mapping[str, Any]) -> str:
    """Return the key by which texts cite a reference, or "" if it has none."""
    return text_field(item, "id")


def text_field(item: Mapping[str, Any], name: str) -> str:
    """Return a field as one clean line: a text, a whole number, or the first of a list of them."""
    value = item.get(name)
    if isinstance(value, list) and value:  # Crossref's JSON has titles in lists
        value = value[0]
    return _line(value)


def names(item: Mapping[str, Any], role: str) -> list[dict[str, str]]:
    """Return the people and organisations in a role; each has "literal" or "family"."""
    value = item.get(role)
    people = []
    for entry in value if isinstance(value, list) else [value]:
        name = _name(entry)
        if name:
            people.append(name)
    return people


def date_parts(item: Mapping[str, Any], name: str) -> list[int]:
    """Return year, month and day of a date as far as they are known; of a range, the beginning.

    Understands CSL's "date-parts" (numbers or text), "raw", and a plain year or ISO date.
    """
    value = item.get(name)
    if isinstance(value, Mapping):
        parts = value.get("date-parts")
        if isinstance(parts, list) and parts and isinstance(parts[0], list):
            return _valid_parts([_line(part) for part in parts[0]])
        value = value.get("raw") or value.get("literal")
    match = _ISO_DATE.fullmatch(_line(value))
    return _valid_parts([part for part in match.groups() if part]) if match else []


def date_text(item: Mapping[str, Any], name: str) -> str:
    """Return a date that only words give, such as "in press", or ""."""
    value = item.get(name)
    if isinstance(value, Mapping):
        value = value.get("literal") or value.get("raw")
    return "" if date_parts(item, name) else _line(value)


def issued_year(item: Mapping[str, Any]) -> int | None:
    """Return the year in which a reference appeared, if it is known."""
    parts = date_parts(item, "issued")
    return parts[0] if parts else None


def _line(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    if isinstance(value, int) and abs(value) > LARGEST_INTEGER:  # no JSON, and slow to write out
        return ""
    return _NO_CASE.sub(r"\1", _PLACEHOLDERS.sub("", clean_line(str(value))[0]))


def _name(entry: object) -> dict[str, str]:
    if isinstance(entry, str):
        literal = _line(entry)
        return {"literal": literal} if literal else {}
    if not isinstance(entry, Mapping):
        return {}
    for part in ("literal", "name"):  # "name" is Crossref's
        literal = _line(entry.get(part))
        if literal:
            return {"literal": literal}
    parts = {part: _line(entry.get(part)) for part in NAME_PARTS}
    if not parts["family"]:  # one name alone is no initial
        return {"literal": parts["given"]} if parts["given"] else {}
    return {part: text for part, text in parts.items() if text}


def _valid_parts(parts: list[str]) -> list[int]:
    """Return as many of year, month and day as are believable."""
    valid: list[int] = []
    for part, shape, largest in zip(
        parts, (_YEAR, _DAY_OR_MONTH, _DAY_OR_MONTH), (9999, 12, 31), strict=False
    ):
        if not shape.fullmatch(part) or not (int(part) <= largest) or int(part) == 0:
            break
        valid.append(int(part))
    return valid
