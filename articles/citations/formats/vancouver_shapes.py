"""The shapes of printed entries: an article, a chapter, a book, a page of the web."""

from __future__ import annotations

import re
from typing import Any

from articles.citations.formats.parsed import Item
from articles.citations.formats.parts import date_of, initials_last, pages
from articles.citations.formats.vancouver_names import (
    Names,
    first_sentence,
    is_body,
    names,
    names_and_title,
)

_DATE = (
    r"(?P<year>(?:1[5-9]|2[01])\d{2})(?:\s+(?P<month>[A-Z][a-z]{2,8})\.?(?:-[A-Z][a-z]{2})?)?"
    r"(?:\s+(?P<day>\d{1,2}))?"
)
_PAGES = r"(?P<pages>[A-Za-z]?\w[\w\s,()/.\u2013-]{0,60}?)"
#: "J. Am. Coll. Cardiol." is one name; a lone word with a full stop is the end of a title.
_DOTTED = (
    r"(?=(?:[A-Z][A-Za-z]{0,8}\. ){0,5}(?:Acad|Am|Ann|Arch|Br|Clin|Engl|Eur|Int|J|Med|Proc|Res)\. )"
    r"(?:[A-Z][A-Za-z]{0,8}\. ){1,7}[A-Z][A-Za-z]*"
)
_ARTICLE = re.compile(
    rf"(?P<before>.+?)[.?!]\s+(?P<journal>{_DOTTED}|[^.?!]*?[^.?!\s](?:\. ?\([^)]*\))?)\.?\s+"
    rf"{_DATE}\s*"
    r"(?P<place>;\s*(?P<volume>[^:;()]{1,20}?)?\s*(?:\((?P<issue>[^)]{1,30})\))?"
    rf"(?:\s*:\s*{_PAGES})?|:\s*{_PAGES.replace('<pages>', '<ahead>')})?\s*\.?\s*"
)
_EDITION = r"(?:(?P<edition>\w+(?:\s+(?:rev|int|updated)\.?)?)\s+ed(?:ition|n)?\.?[.,;]?\s+)?"
_VOLUME = r"(?:[Vv]ol(?:ume)?\.?\s+(?P<volume>\w{1,8})[.,:]?\s+)?"
#: A full stop in a publisher's name ends no sentence.
_PUBLISHER = r"(?:[^;:.]|\.(?=\S)|(?:(?<=[A-Z])|(?<=\bInc)|(?<=\bCo)|(?<=\bLtd)|(?<=\bSt))\.(?=\s))"
_BOOK = re.compile(
    rf"(?P<before>.+?)[.?!]\s+{_EDITION}{_VOLUME}"
    r"(?:(?P<place>(?:(?:St|Mt|Ft)\. )?[^.:;]{2,60}?)\s*:\s*)?"
    rf"(?P<publisher>{_PUBLISHER}{{2,120}}?)\s*;\s*(?:c|\u00a9)?{_DATE}(?:\s*-)?"
    r"(?:\s*:\s*(?P<pages>\w?\d[\w\s,\u2013-]{0,40}?))?"
    r"\.?\s*(?:(?P<count>\d{1,5})\s*(?:p|pp|pages)\.?|pp?\.\s*(?P<after>\w?\d[\w\s,\u2013-]{0,40}?)\.?)?\s*"
)
_CHAPTER = re.compile(
    r"(?P<before>.+?)[.?!]\s+In:\s+(?:(?P<editors>[^:]{2,300}?),?\s+\(?(?:editors?|[Ee]ds?)\b\.?\)?[.,]?\s+)?"
    r"(?P<book>.+)",
)
#: UpToDate's own: the work, its editor in brackets, the publisher.
_WORK = re.compile(
    r"(?P<before>.+?)[.?!]\s+In:\s+(?P<work>[^,.]{2,60}),\s+(?P<editors>[^():]{2,100}?)\s+\([Ee]ds?\.?\)"
    r"(?:,\s*(?P<publisher>[^;:]{2,120}?))?\.?"
)
MEDIUM = re.compile(r"\s*\[(?:Internet|Online|homepage on the Internet)\]", re.IGNORECASE)
#: Works of many entries on the web, which are cited as chapters are.
_WORKS = re.compile(
    r"UpToDate|DynaMed(?: Plus)?|StatPearls|BMJ Best Practice|Micromedex|Lexi-?[Cc]omp|Medscape"
    r"|Epocrates|MSD Manuals?|Merck Manuals?|GeneReviews"
)
_SITE = re.compile(r".{2,100}\bweb ?site", re.IGNORECASE)
_YEAR_AT_END = re.compile(r"[.,;]?\s+\(?((?:19|20)\d{2})\)?$")


def article(text: str, *, is_identified: bool) -> Item | None:
    """Take apart an article; one that only a date places has an identifier as well."""
    found = _ARTICLE.fullmatch(f"{text}.")
    if found is None:
        return None
    place = found["pages"] or found["ahead"] or ""
    if not (found["volume"] or place or is_identified):
        return None
    mark = text[found.end("before") : found.end("before") + 1]
    named, title = names_and_title(found["before"] + (mark if mark in "?!" else ""))
    return _named(named) | {
        "type": "article-journal",
        "title": title,
        "container-title": MEDIUM.sub("", found["journal"]),
        "issued": _issued(found),
        "volume": found["volume"] or "",
        "issue": found["issue"] or "",
        "page": pages(place),
    }


def chapter(text: str, issued: dict[str, Any] | None) -> Item | None:
    """Take apart a chapter: its own title, then the work with its editors and pages."""
    work = _WORK.fullmatch(text)
    if work is not None:
        named, title = names_and_title(work["before"])
        return _named(named) | {
            "type": "chapter",
            "title": title,
            "container-title": work["work"],
            "editor": _editors(work["editors"]),
            "publisher": work["publisher"] or "",
        }
    found = _CHAPTER.fullmatch(text)
    if found is None:
        return None
    whole = _book(found["book"], leads_with_names=False)
    if whole is None:
        if issued is None or not _WORKS.match(found["book"]):
            return None
        whole = {"title": MEDIUM.sub("", found["book"])}
    named, title = names_and_title(found["before"])
    return {
        **whole,
        **_named(named),
        "type": "chapter",
        "title": title,
        "container-title": whole["title"],
        "editor": _editors(found["editors"] or ""),
    }


def book(text: str) -> Item | None:
    """Take apart a book, or a page of the web that is printed as one."""
    return _book(text, leads_with_names=True)


def _book(text: str, *, leads_with_names: bool) -> Item | None:
    found = _BOOK.fullmatch(f"{text}.")
    if found is None:
        return None
    named, title = names_and_title(found["before"]) if leads_with_names else (Names(), "")
    is_online = bool(MEDIUM.search(found["before"]))
    return _named(named) | {
        "type": "webpage" if is_online else "book",
        "title": MEDIUM.sub("", title or found["before"]),
        "edition": _edition(found["edition"] or ""),
        "volume": found["volume"] or "",
        "publisher": found["publisher"].strip(),
        "publisher-place": found["place"] or "",
        "issued": _issued(found),
        "page": pages(found["pages"] or found["after"] or ""),
        "number-of-pages": found["count"] or "",
    }


def web_page(text: str) -> Item:
    """Take apart what was seen on the web: who says it, its title, the site or work it is in."""
    plain = MEDIUM.sub("", text).rstrip(". ")
    year = _YEAR_AT_END.search(plain)
    issued = date_of(year[1]) if year else None
    named, title = names_and_title(plain[: year.start()] if year else plain)
    first, _, last = title.rpartition(". ")
    page: Item = {"type": "webpage", "title": title, "issued": issued}
    if first and _WORKS.fullmatch(last):
        page |= {"type": "chapter", "title": first, "container-title": last}
    elif first and (_SITE.fullmatch(last) or (not named.people and is_body(last))):
        page |= {"title": first, "publisher": last}
    elif named.people and not named.are_editors and _is_title(named, title):
        # "High Blood Pressure. American Heart Association."
        page |= {"title": str(named.people[0]["literal"]), "publisher": title}
        named = Names()
    return _named(named) | page


def _is_title(named: Names, title: str) -> bool:
    """Tell whether the supposed author is rather the title, because a body comes after it."""
    only = named.people[0].get("literal", "") if len(named.people) == 1 else ""
    return bool(only) and not is_body(only) and is_body(title) and not first_sentence(title)[1]


def _named(named: Names) -> Item:
    return {"editor" if named.are_editors else "author": named.people}


def _editors(text: str) -> list[dict[str, str]]:
    listed = names(text).people
    return listed or [initials_last(name) for name in re.split(r"[,;]\s*", text) if name.strip()]


def _edition(text: str) -> str:
    """Return the number of an edition; of one that is told by words, the words."""
    return text if not text or re.fullmatch(r"\d+\w*", text) else f"{text} ed."


def _issued(found: re.Match[str]) -> dict[str, Any] | None:
    return date_of(found["year"], found["month"] or "", found["day"] or "")
