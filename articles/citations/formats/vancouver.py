"""A reference list as it is printed in the Vancouver style.

An entry is taken apart where it has the shape of an article, a book or a web page. Any other one
is kept whole, as the title of a document, with the identifiers that were found in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.citations.formats import vancouver_shapes as shapes
from articles.citations.formats.parsed import Entry, Item
from articles.citations.formats.parts import line, without_blanks
from articles.citations.formats.vancouver_dates import Dates, taken_dates, worded

#: A consortium of a hundred authors fits; matching takes longer with the square of this.
LONGEST_ENTRY = 4_000

_NUMBER = re.compile(r"\s*(?:\[(?P<bracketed>\d{1,4})\]|(?P<plain>\d{1,4})[.)\t])(?:\s+|(?=[A-Z]))")
_AVAILABLE = r"(?:Available\s+(?:from|at)\s*:?\s*)?"
_DOI = re.compile(
    rf"[,;.]?\s*{_AVAILABLE}(?:https?://(?:dx\.)?doi\.org/|doi\s*:\s*(?:https?://(?:dx\.)?doi\.org/)?)"
    r"(?P<doi>10\.\d{4,9}/\S+?)(?=[.,;]?(?:\s|$))[.,;]?",
    re.IGNORECASE,
)
_PMID = re.compile(
    r"[,;]?\s*(?:PubMed\s+)?PMID\s*:?\s*(?P<pmid>[1-9]\d{0,7})\b\s*[;.]?", re.IGNORECASE
)
_PMCID = re.compile(
    r"[,;]?\s*(?:PubMed Central\s+)?PMCID\s*:?\s*(?P<pmcid>PMC[1-9]\d{0,8})\b\s*[;.]?",
    re.IGNORECASE,
)
_ISBN = re.compile(
    r"[,;]?\s*ISBN(?:-1[03])?\s*:?\s*(?P<isbn>[\d][\d -]{8,15}[\dXx])\b\.?", re.IGNORECASE
)
_URL = re.compile(
    rf"\s*{_AVAILABLE}[<(]?(?P<url>https?://[^\s<>]+?)(?=[.,;)>]*(?:\s|$))(?:>|\)(?=[.,;]?(?:\s|$)))?",
    re.IGNORECASE,
)
_IDENTIFIERS = (("DOI", _DOI), ("PMCID", _PMCID), ("PMID", _PMID), ("ISBN", _ISBN), ("URL", _URL))


def parse(text: str) -> Iterator[Entry]:
    """Yield the entries: each is numbered, stands between blank lines, or on a line of its own."""
    for number, key, words in _entries(text.split("\n")):
        if len(words) > LONGEST_ENTRY:
            yield Entry(number, error=f"it is longer than {LONGEST_ENTRY:,} characters")
            continue
        item = _item(words)
        if key:
            item["id"] = key
        is_whole = item.get("type") == "document"
        note = "it could not be taken apart, so its words are kept whole, as a title."
        yield Entry(number, item, notes=(note,) if is_whole else ())


def taken_apart(words: str) -> Item:
    """Return one entry, without its number, as a CSL-JSON item without an id."""
    return _item(line(words))


def _entries(lines: list[str]) -> Iterator[tuple[int, str, str]]:
    """Yield line, number and words of each entry."""
    are_numbered = sum(1 for text in lines if _NUMBER.match(text)) * 3 > sum(
        1 for text in lines if text.strip()
    )
    have_blanks = any(not text.strip() for text in "\n".join(lines).strip().split("\n"))
    begun, key, words = 0, "", ""
    for number, raw in enumerate([*lines, ""], start=1):
        found = _NUMBER.match(raw) if are_numbered else None
        begins = found is not None if are_numbered else (not have_blanks or not words)
        if words and (begins or not raw.strip()):
            yield begun, key, line(words)
            key, words = "", ""
        if not raw.strip():
            continue
        if not words:
            begun = number
            key = (found["bracketed"] or found["plain"]) if found else ""
        words = f"{words} {raw[found.end() :] if found else raw}".strip()


def _item(words: str) -> Item:
    rest = words
    taken: Item = {}
    for name, pattern in _IDENTIFIERS:
        found = pattern.search(rest)
        if found:
            taken[name] = found[1]
            rest = f"{rest[: found.start()].rstrip()} {rest[found.end() :].lstrip()}".strip()
    dates = taken_dates(rest)
    rest = dates.rest.strip().rstrip(".;, ")
    taken |= {"accessed": dates.accessed, "status": dates.status}
    return without_blanks({"issued": dates.issued, **_parts(rest, dates, taken), **taken})


def _parts(rest: str, dates: Dates, taken: Item) -> Item:
    """Return the fields of the shape that an entry has, without those that were taken before."""
    dated = f"{rest}. {worded(dates.published)}" if dates.published else rest
    is_identified = "DOI" in taken or "PMID" in taken
    is_online = bool(shapes.MEDIUM.search(rest))
    parts = (
        shapes.chapter(rest, dates.issued or dates.accessed)
        or shapes.article(rest, is_identified=is_identified)
        or shapes.book(rest)
        or (shapes.article(dated, is_identified=True) if is_identified else None)
        or (_published_undated(rest, dates) if is_online else None)
    )
    if parts is None and (dates.accessed or ("URL" in taken and "DOI" not in taken)):
        parts = shapes.web_page(rest)
    if parts is None:
        parts = {"type": "document", "title": shapes.MEDIUM.sub("", rest)}
    return without_blanks(parts)


def _published_undated(rest: str, dates: Dates) -> Item | None:
    """Take apart "Geneva: WHO; [updated 2020 Jan 2; cited 2020 May 3]", which has no other date."""
    parts = shapes.book(f"{rest}; {worded(dates.issued or dates.accessed)}")
    return {**parts, "issued": dates.issued} if parts else None
