"""A reference list as it is printed in the Vancouver style.

An entry is taken apart where it has the shape of an article, a book or a web page. Any other one
is kept whole, as the title of a document, with the identifiers that were found in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.citations.formats.parsed import Entry, Item
from articles.citations.formats.parts import (
    date,
    date_of,
    initials_last,
    line,
    pages,
    without_blanks,
)

#: A consortium of a hundred authors fits; matching takes longer with the square of this.
LONGEST_ENTRY = 4_000

_NUMBER = re.compile(r"\s*(?:\[(?P<bracketed>\d{1,4})\]|(?P<plain>\d{1,4})[.)\t])(?:\s+|(?=[A-Z]))")
_DOI = re.compile(
    r"[,;.]?\s*(?:https?://(?:dx\.)?doi\.org/|doi\s*:\s*(?:https?://(?:dx\.)?doi\.org/)?)"
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
_URL = re.compile(r"\s*(?:Available (?:from|at)\s*:?\s*)?(?P<url>https?://\S+?)(?=[.,;]?(?:\s|$))")
_CITED = re.compile(
    r"\s*(?:\[(?:cited|accessed)\s+(?P<date>[^\]]{4,30})\]"
    r"|\bAccessed(?: on)?\s+(?P<unbracketed>[\w ,]{0,20}\d{4})\.?$)",
    re.IGNORECASE,
)
_EPUB = re.compile(r"\s*Epub\s+(?:ahead of print\s*)?[\w ]{0,20}\.", re.IGNORECASE)
_DATE = (
    r"(?P<year>(?:1[5-9]|2[01])\d{2})(?:\s+(?P<month>[A-Z][a-z]{2,8})(?:-[A-Z][a-z]{2})?)?"
    r"(?:\s+(?P<day>\d{1,2}))?"
)
_ARTICLE = re.compile(
    rf"(?P<before>.+?)[.?!]\s+(?P<journal>[^.?!]*?[^.?!\s](?:\. ?\([^)]*\))?)\.?\s+{_DATE}\s*"
    r"(?:;\s*(?P<volume>[^:;()]{1,20}?)?\s*(?:\((?P<issue>[^)]{1,30})\))?"
    r"(?:\s*:\s*(?P<pages>[A-Za-z]?\w[\w\s,-\u2013]{0,40}?))?)?\s*\.?\s*"
)
_BOOK = re.compile(
    r"(?P<before>.+?)[.?!]\s+(?:(?P<edition>\w+)\s+ed\.\s+)?"
    r"(?P<place>(?:(?:St|Mt|Ft)\. )?[^.:;]{2,60}?)\s*:\s*"
    rf"(?P<publisher>[^;]{{2,120}}?)\s*;\s*c?{_DATE}\.?\s*(?:(?:\d+\s*p|p\.\s*[\d-]+)\.?)?\s*"
)
_CHAPTER = re.compile(
    r"(?P<before>.+?)[.?!]\s+In:\s+(?:(?P<editors>[^.]{2,300}?),\s+(?:editors?|eds?)\.\s+)?(?P<book>.+)",
)
_CHAPTER_PAGES = re.compile(r"\s*p\.\s*(?P<pages>\d[\d\u2013-]{0,20})\.?$")
_MEDIUM = re.compile(r"\s*\[(?:Internet|Online|homepage on the Internet)\]", re.IGNORECASE)
_ET_AL = re.compile(r",?\s*et al$", re.IGNORECASE)
_EDITORS = re.compile(r",?\s*(?:editors?|eds?)\.?$", re.IGNORECASE)
_INITIALS = re.compile(r"\S+\s+[A-Z](?:[A-Z]|[-. ][A-Z]){0,4}(?:\s+(?:Jr|Sr|\d\w{2}|I{1,3}))?")


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
    for name, pattern in (("DOI", _DOI), ("PMCID", _PMCID), ("PMID", _PMID), ("URL", _URL)):
        found = pattern.search(rest)
        if found:
            taken[name] = found[1]
            rest = f"{rest[: found.start()].rstrip()} {rest[found.end() :].lstrip()}".strip()
    cited = _CITED.search(rest)
    if cited:
        taken["accessed"] = date(cited["date"] or cited["unbracketed"])
        rest = rest[: cited.start()] + rest[cited.end() :]
    rest = _EPUB.sub("", rest).strip().rstrip(".;, ")
    parts = _chapter(rest) or _article(rest) or _book(rest)
    if parts is None:
        kind = "webpage" if "URL" in taken and "DOI" not in taken else "document"
        parts = _plain(rest, kind)
    return without_blanks({**parts, **taken})


def _article(text: str) -> Item | None:
    found = _ARTICLE.fullmatch(f"{text}.")
    if found is None or not (found["volume"] or found["pages"]):
        return None
    mark = text[found.end("before") : found.end("before") + 1]
    authors, title = _authors_and_title(found["before"] + (mark if mark in "?!" else ""))
    if not title:
        return None
    return {
        "type": "article-journal",
        "author": authors,
        "title": title,
        "container-title": _MEDIUM.sub("", found["journal"]),
        "issued": date_of(found["year"], found["month"] or "", found["day"] or ""),
        "volume": found["volume"] or "",
        "issue": found["issue"] or "",
        "page": pages(found["pages"] or ""),
    }


def _chapter(text: str) -> Item | None:
    """Take apart a chapter: its own title, then the book with its editors and pages."""
    found = _CHAPTER.fullmatch(text)
    if found is None:
        return None
    pages_of = _CHAPTER_PAGES.search(found["book"])
    book = _book((found["book"][: pages_of.start()] if pages_of else found["book"]).rstrip(". "))
    authors, title = _authors_and_title(found["before"])
    if book is None or not title:
        return None
    editors = [name.strip() for name in (found["editors"] or "").split(",") if name.strip()]
    return {
        **book,
        "type": "chapter",
        "author": authors,
        "title": title,
        "container-title": book["title"],
        "editor": [initials_last(name) for name in editors],
        "page": pages(pages_of["pages"]) if pages_of else "",
    }


def _book(text: str) -> Item | None:
    found = _BOOK.fullmatch(f"{text}.")
    if found is None:
        return None
    authors, title = _authors_and_title(found["before"])
    is_online = bool(_MEDIUM.search(found["before"]))
    return {
        "type": "webpage" if is_online else "book",
        "author": authors,
        "title": _MEDIUM.sub("", title or found["before"]),
        "edition": found["edition"] or "",
        "publisher": found["publisher"],
        "publisher-place": found["place"],
        "issued": date_of(found["year"], found["month"] or "", found["day"] or ""),
    }


def _plain(text: str, kind: str) -> Item:
    year = re.search(r"\b((?:19|20)\d{2})\b", text) if kind == "webpage" else None
    return {
        "type": kind,
        "title": _MEDIUM.sub("", text),
        "issued": date_of(year[1]) if year else None,
    }


def _authors_and_title(text: str) -> tuple[list[dict[str, str]], str]:
    """Return the people of the first sentence, if they are people or a body, and the rest."""
    names, stop, title = text.partition(". ")
    if not stop:
        return [], text
    cleaned = _EDITORS.sub("", _ET_AL.sub("", names.strip()))
    people = [name.strip() for name in re.split(r"[,;]", cleaned) if name.strip()]
    # Without it, the entry would say that nobody else wrote the work.
    others = [{"literal": "et al"}] if _ET_AL.search(names.strip()) else []
    if people and _INITIALS.search(people[0]):
        return [*map(initials_last, people), *others], title.strip()
    is_body = len(names) < 120 and names[:1].isupper()
    return ([{"literal": names.strip()}], title.strip()) if is_body else ([], text)
