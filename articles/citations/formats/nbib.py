"""PubMed's own format: a tag of four letters, a hyphen, a value, further lines indented by six."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.citations.formats.parsed import Entry, Item
from articles.citations.formats.parts import (
    date,
    family_first,
    initials_last,
    pages,
    without_blanks,
)

_FIELD = re.compile(r"(?P<tag>[A-Z][A-Z0-9]{1,3}) *- ?(?P<value>.*)")
_TYPED_ID = re.compile(r"(?P<value>\S.*?)\s*\[(?P<kind>doi|pmc|bookaccession)\]")
_RETRACTED = ("retracted publication", "retraction of publication")

Field = tuple[str, str]


def parse(text: str) -> Iterator[Entry]:
    """Yield the entries; each begins with its PMID, and a book's as well."""
    for number, fields in _records(text):
        item = _item(fields)
        if not item.get("title") and not item.get("PMID"):
            yield Entry(number, error="it has neither title nor PubMed ID")
        else:
            yield Entry(number, item, notes=tuple(_notes(fields)))


def _records(text: str) -> Iterator[tuple[int, list[Field]]]:
    """Yield the fields of each record, with the line on which it begins."""
    fields: list[Field] = []
    begun = 1
    for number, raw in enumerate(text.split("\n"), start=1):
        found = _FIELD.match(raw)
        if found and found["tag"] == "PMID" and fields:
            yield begun, fields
            fields = []
        if found:
            begun = begun if fields else number
            fields.append((found["tag"], found["value"].strip()))
        elif raw.strip() and fields:
            tag, value = fields[-1]
            fields[-1] = (tag, f"{value} {raw.strip()}")
    if fields:
        yield begun, fields


def _item(fields: list[Field]) -> Item:
    values: dict[str, str] = {}
    for tag, value in fields:
        values.setdefault(tag, value)
    is_book = "BTI" in values
    identifiers = dict(_identifiers(fields))
    title = values.get("TI") or values.get("BTI") or values.get("VTI") or values.get("TT", "")
    return without_blanks(
        {
            "type": _type(is_book=is_book, has_chapter="TI" in values),
            "title": title.strip("[]").removesuffix(".").removesuffix("]"),
            "author": _people(fields, "FAU", "AU"),
            "editor": _people(fields, "FED", "ED"),
            "container-title": values.get("JT") or values.get("BTI", "") * ("TI" in values),
            "container-title-short": values.get("TA", ""),
            "issued": date(values.get("DP", "")),
            "volume": values.get("VI", ""),
            "issue": values.get("IP", ""),
            "page": pages(values.get("PG", "")),
            "publisher": values.get("PB", ""),
            "publisher-place": values.get("PL", "") if is_book else "",
            "DOI": identifiers.get("doi", ""),
            "PMID": values.get("PMID", ""),
            "PMCID": values.get("PMC", "") or identifiers.get("pmc", ""),
            "ISSN": values.get("IS", "").partition(" ")[0],
            "ISBN": values.get("ISBN", "").partition(" ")[0],
        }
    )


def _type(*, is_book: bool, has_chapter: bool) -> str:
    if not is_book:
        return "article-journal"
    return "chapter" if has_chapter else "book"


def _identifiers(fields: list[Field]) -> Iterator[Field]:
    for tag, value in fields:
        found = _TYPED_ID.fullmatch(value)
        if found and tag in {"LID", "AID"}:
            yield found["kind"], found["value"]


def _people(fields: list[Field], full: str, short: str) -> list[dict[str, str]]:
    """Return people by their full names where there are any, and bodies, in their order."""
    tag = full if any(name == full for name, _ in fields) else short
    read = family_first if tag == full else initials_last
    bodies = {"CN"} if full == "FAU" else set()
    return [
        {"literal": value} if name in bodies else read(value)
        for name, value in fields
        if value and (name == tag or name in bodies)
    ]


def _notes(fields: list[Field]) -> Iterator[str]:
    kinds = {value.lower() for tag, value in fields if tag == "PT"}
    if "retracted publication" in kinds or any(tag == "RIN" for tag, _ in fields):
        yield "PubMed lists it as retracted."
    elif any(tag == "ECI" for tag, _ in fields):
        yield "PubMed lists an expression of concern about it."
