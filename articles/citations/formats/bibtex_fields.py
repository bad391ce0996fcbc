"""The fields of a plain BibTeX entry, read at once.

bibtexparser takes milliseconds for each entry, and lists have hundreds. Nearly all entries are
plain: fields in braces, in quotes, or a number or month. Whatever is anything else is left to it.
"""

from __future__ import annotations

import re

_HEAD = re.compile(r"\s*@(?P<kind>[A-Za-z]+)\s*\{\s*(?P<key>[^\s,{}\"=#%()'\\~]+)\s*,")
_NAME = re.compile(r"\s*(?P<name>[A-Za-z][\w-]*)\s*=\s*", re.ASCII)
_BARE = re.compile(r"\d+|[A-Za-z]{3}", re.ASCII)
_NEXT = re.compile(r"\s*(,\s*)?(?P<end>\})?")
_BRACE = re.compile(r"[{}]")
_ODD = re.compile(r"\\[{}]")
_MONTHS = {
    "jan": "January",
    "feb": "February",
    "mar": "March",
    "apr": "April",
    "may": "May",
    "jun": "June",
    "jul": "July",
    "aug": "August",
    "sep": "September",
    "oct": "October",
    "nov": "November",
    "dec": "December",
}


def plain_fields(source: str) -> dict[str, str] | None:
    """Return the fields of an entry as bibtexparser names them, None where it is not plain."""
    head = _HEAD.match(source)
    if head is None or _ODD.search(source):
        return None
    fields = {"entrytype": head["kind"].lower(), "id": head["key"]}
    place = head.end()
    while True:
        name = _NAME.match(source, place)
        if name is None:
            return None
        value, place = _value(source, name.end())
        if value is None or name["name"].lower() in fields:
            return None
        fields[name["name"].lower()] = value
        following = _NEXT.match(source, place)
        if following is None or not following[0].strip():
            return None
        place = following.end()
        if following["end"]:
            return None if source[place:].strip() else fields


def _value(source: str, start: int) -> tuple[str | None, int]:
    """Return what a field says and where it ends, None where it is neither text nor a number."""
    if source.startswith("{", start):
        end = _balanced(source, start)
        return (source[start + 1 : end - 1], end) if end else (None, start)
    if source.startswith('"', start):
        return _quoted(source, start)
    bare = _BARE.match(source, start)
    if bare is None:
        return None, start
    text = bare[0]
    return (text if text.isdigit() else _MONTHS.get(text.lower())), bare.end()


def _balanced(source: str, start: int) -> int:
    """Return where the braces that begin at ``start`` are closed, 0 where they are not."""
    level = 0
    for brace in _BRACE.finditer(source, start):
        level += 1 if brace[0] == "{" else -1
        if level == 0:
            return brace.end()
    return 0


def _quoted(source: str, start: int) -> tuple[str | None, int]:
    """Return the text in quotes; a quote inside braces is part of it."""
    place = start + 1
    while place < len(source):
        if source[place] == '"':
            return source[start + 1 : place], place + 1
        if source[place] == "{":
            place = _balanced(source, place)
            if not place:
                break
        elif source[place] in "}\\":
            break
        else:
            place += 1
    return None, start
