"""RIS, which most reference managers and publishers export, by rispy.

rispy says nothing of an entry that does not end, and reads on over a bad one, so each entry is
given to it alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import rispy

from articles.citations.formats.parsed import Entry, Item
from articles.citations.formats.parts import (
    bare_doi,
    date,
    family_first,
    is_doi_address,
    line,
    pages,
    without_blanks,
)

_TYPES = {
    **dict.fromkeys(("JOUR", "EJOUR", "JFULL", "INPR", "ABST"), "article-journal"),
    **dict.fromkeys(("BOOK", "EBOOK", "EDBOOK", "WHOLE"), "book"),
    **dict.fromkeys(("CHAP", "ECHAP", "ENCYC", "DICT"), "chapter"),
    **dict.fromkeys(("RPRT", "GOVDOC", "STAND"), "report"),
    **dict.fromkeys(("CONF", "CPAPER"), "paper-conference"),
    **dict.fromkeys(("ELEC", "WEB", "BLOG", "ICOMM"), "webpage"),
    **dict.fromkeys(("DATA", "AGGR"), "dataset"),
    **dict.fromkeys(("STAT", "BILL", "LEGAL"), "legislation"),
    "THES": "thesis",
    "NEWS": "article-newspaper",
    "MGZN": "article-magazine",
    "UNPB": "manuscript",
    "PAMP": "pamphlet",
}
_BEGIN = re.compile(r"\s*TY  ?- ?(?P<type>.*)")
_FIELD = re.compile(r"\s*(?P<tag>[A-Z][A-Z0-9])  ?-(?P<value>.*)")
_PMID = re.compile(r"(?:PMID:?\s*)?([1-9]\d{0,7})", re.IGNORECASE)
_PMCID = re.compile(r"PMC[1-9]\d{0,8}", re.IGNORECASE)


def parse(text: str) -> Iterator[Entry]:
    """Yield the entries, each from its TY on."""
    for number, lines in _records(text):
        if _BEGIN.match(lines[0]) is None:
            yield Entry(number, error="it has no line “TY  - …” before it")
            continue
        try:
            fields = rispy.loads("\n".join([*lines, "ER  - "]))[0]
        except Exception:  # noqa: BLE001 - rispy raises whatever a malformed entry leads it to
            yield Entry(number, error="it is no RIS")
            continue
        item = _item(fields)
        has_content = item.keys() - {"type"}
        yield Entry(number, item) if has_content else Entry(number, error="it is empty")


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines of each entry without its ER, in the spelling that rispy reads."""
    lines: list[str] = []
    begun = 1
    for number, raw in enumerate(text.split("\n"), start=1):
        field = _FIELD.match(raw)
        is_end = field is not None and field["tag"] == "ER"
        if (is_end or _BEGIN.match(raw)) and lines:
            yield begun, lines
            lines = []
        if is_end or not raw.strip():
            continue
        if field:
            begun = begun if lines else number
            lines.append(f"{field['tag']}  - {field['value'].strip()}")
        elif lines:  # outside of an entry, some programs count the entries
            lines[-1] = f"{lines[-1]} {raw.strip()}"
    if lines:
        yield begun, lines


def _item(fields: Mapping[str, Any]) -> Item:
    kind = _TYPES.get(str(fields.get("type_of_reference", "")).strip().upper(), "document")
    urls = [url for url in _texts(fields, "urls") if url.startswith(("http://", "https://"))]
    doi = _first(fields, "doi") or next(filter(is_doi_address, urls), "")
    has_host = kind in {"article-journal", "chapter", "paper-conference"} or "authors" in fields
    return without_blanks(
        {
            "type": kind,
            "title": _first(fields, "title", "primary_title", "short_title"),
            "author": _people(fields, "authors", "first_authors"),
            "editor": _people(fields, "secondary_authors"),
            "container-title": _first(
                fields, "secondary_title", "alternate_title3", "journal_name", "alternate_title2"
            )
            if has_host
            else "",
            "container-title-short": _first(fields, "alternate_title2", "alternate_title1"),
            "issued": date(_first(fields, "publication_year", "year", "date")),
            "volume": _first(fields, "volume"),
            "issue": _first(fields, "number"),
            "page": _pages(fields),
            "publisher": _first(fields, "publisher"),
            "publisher-place": _first(fields, "place_published"),
            "edition": _first(fields, "edition"),
            "URL": next((url for url in urls if not is_doi_address(url)), ""),
            "DOI": bare_doi(doi) if doi else "",
            "PMID": _pmid(fields),
            "PMCID": _pmcid(fields),
            "ISBN" if kind in {"book", "chapter"} else "ISSN": _first(fields, "issn"),
        }
    )


def _texts(fields: Mapping[str, Any], name: str) -> Sequence[str]:
    value = fields.get(name, [])
    values = value if isinstance(value, list) else [value]
    return [text for text in map(line, map(str, values)) if text]


def _first(fields: Mapping[str, Any], *names: str) -> str:
    return next((text for name in names for text in _texts(fields, name)), "")


def _people(fields: Mapping[str, Any], *names: str) -> list[dict[str, str]]:
    return [family_first(text) for name in names for text in _texts(fields, name)]


def _pages(fields: Mapping[str, Any]) -> str:
    first, last = _first(fields, "start_page"), _first(fields, "end_page")
    return pages(f"{first}-{last}" if first and last and first != last else first or last)


def _pmid(fields: Mapping[str, Any]) -> str:
    """Return the PubMed number: an accession number is one where PubMed is the database."""
    database = _first(fields, "name_of_database", "database_provider").lower()
    if "pubmed" in database or "medline" in database or "nlm" in database:
        found = _PMID.fullmatch(_first(fields, "accession_number", "id"))
        if found:
            return found[1]
    for name in ("notes", "notes_abstract", "note", "accession_number"):
        for text in _texts(fields, name):
            found = re.search(r"\bPMID:?\s*([1-9]\d{0,7})\b", text, re.IGNORECASE)
            if found:
                return found[1]
    return ""


def _pmcid(fields: Mapping[str, Any]) -> str:
    texts = (_first(fields, name) for name in ("custom2", "custom7"))
    return next((text.upper() for text in texts if _PMCID.fullmatch(text)), "")
