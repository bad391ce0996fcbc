"""Between a CSL-JSON item and the row of a form.

A row shows what authors usually type. It is written back field by field, and only where it
differs from what it showed, so that everything else in an item survives: fields that the form
does not have, exact dates, particles of names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from articles.citations.fields import issued_year, text_field
from articles.text import clean_line

#: CSL's types that the form offers; an item of another type keeps it.
TYPES = {
    "article-journal": "Journal article",
    "book": "Book",
    "chapter": "Book chapter",
    "report": "Report or guideline",
    "webpage": "Web page",
    "paper-conference": "Conference paper",
    "thesis": "Thesis",
    "dataset": "Data set",
    "article": "Preprint",
    "legislation": "Legislation",
    "document": "Other",
}

#: Fields of a row that are fields of the item, by CSL's name.
PLAIN = {
    "title": "title",
    "container_title": "container-title",
    "volume": "volume",
    "issue": "issue",
    "page": "page",
    "doi": "DOI",
    "pmid": "PMID",
    "url": "URL",
}

Item = dict[str, Any]
Row = dict[str, Any]


def as_row(item: Mapping[str, Any]) -> Row:
    """Return what the form shows of an item."""
    people, organisations = _shown_names(item.get("author"))
    row: Row = {name: text_field(item, key) for name, key in PLAIN.items()}
    key = text_field(item, "id")
    return row | {
        "was": key,
        "key": key,
        "type": text_field(item, "type") or "article-journal",
        "authors": people,
        "organisation": organisations,
        "year": issued_year(item),
    }


def merged(item: Mapping[str, Any], row: Mapping[str, Any]) -> Item:
    """Return the item with what the row says differently. Raises KeyError for a missing field."""
    result, shown = dict(item), as_row(item)
    if row["key"] != shown["key"]:
        result["id"] = row["key"]
    if not item or row["type"] != shown["type"]:
        result["type"] = row["type"]
    for name, key in PLAIN.items():
        if row[name] != shown[name]:
            _put(result, key, row[name])
    if row["year"] != shown["year"]:
        _put(result, "issued", row["year"] and {"date-parts": [[row["year"]]]})
    if (row["authors"], row["organisation"]) != (shown["authors"], shown["organisation"]):
        _put(result, "author", _names(row["authors"], row["organisation"], item.get("author")))
    return result


def is_blank(row: Mapping[str, Any]) -> bool:
    """Tell whether nothing was typed into a row; its type and key alone are nothing."""
    typed = ("authors", "organisation", "year", *PLAIN)
    return not row.get("was") and not any(row.get(name) for name in typed)


def free_key(taken: Sequence[str]) -> str:
    """Return the next number that is no reference's key."""
    number = 1
    while str(number) in taken:
        number += 1
    return str(number)


def _put(item: Item, key: str, value: Any) -> None:
    if value:
        item[key] = value
    else:
        item.pop(key, None)


def _shown_names(value: object) -> tuple[str, str]:
    """Return people as "Ito A; Berg, Nils Jan", and organisations with semicolons."""
    entries = value if isinstance(value, list) else []
    people = [_shown(entry) for entry in entries if _is_person(entry)]
    others = [_shown(entry) for entry in entries if not _is_person(entry)]
    return "; ".join(filter(None, people)), "; ".join(filter(None, others))


def _is_person(entry: object) -> bool:
    return isinstance(entry, Mapping) and bool(entry.get("family"))


def _shown(entry: object) -> str:
    if isinstance(entry, str):
        return clean_line(entry)[0].replace(";", ",")
    if not isinstance(entry, Mapping):
        return ""
    if not _is_person(entry):
        literal = entry.get("literal") or entry.get("name") or entry.get("given") or ""
        return clean_line(str(literal))[0].replace(";", ",")
    family = " ".join(
        clean_line(str(entry[part]))[0]
        for part in ("non-dropping-particle", "dropping-particle", "family")
        if entry.get(part)
    )
    given = clean_line(str(entry.get("given") or ""))[0]
    joint = " " if given and " " not in given else ", "
    return f"{family}{joint}{given}".removesuffix(", ").replace(";", ",")


def _names(people: str, organisations: str, before: object) -> list[Any]:
    """Return CSL names; one that is worded as before stays exactly as it was."""
    entries = before if isinstance(before, list) else []
    known = {(_is_person(entry), _shown(entry)): entry for entry in entries}
    persons = [known.get((True, name)) or _person(name) for name in _split(people)]
    others = [known.get((False, name)) or {"literal": name} for name in _split(organisations)]
    return persons + others


def _split(names: str) -> list[str]:
    return [name.strip() for name in names.split(";") if name.strip()]


def _person(name: str) -> dict[str, str]:
    """Return "Berg, Nils Jan" and "van den Berg NJ" as family and given name."""
    family, comma, given = name.partition(",")
    if not comma:
        family, _, given = name.rpartition(" ")
    if not family.strip():
        return {"family": name.strip(", ")}
    person = {"family": family.strip()}
    return person | {"given": given.strip()} if given.strip() else person
