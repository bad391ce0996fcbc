"""The identifiers of each reference, marked as far as that can be done offline.

Syntax proves nothing: the mark says "format valid, not looked up", and the reviewer confirms that
the reference exists and says what it is cited for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from articles.citations.fields import reference_key, text_field
from articles.citations.identifiers import (
    is_odd_doi,
    normalise_doi,
    normalise_pmcid,
    normalise_pmid,
)
from articles.citations.numbering import number_references
from articles.markup import cited_keys

VALID = "format valid, not looked up"
ODD = "format valid but unusual, not looked up"

_KINDS = (("DOI", normalise_doi), ("PMID", normalise_pmid), ("PMCID", normalise_pmcid))


@dataclass(frozen=True)
class Identifier:
    """One identifier of a reference."""

    kind: str
    value: str
    mark: str
    valid: bool


@dataclass(frozen=True)
class MarkedReference:
    """A listed reference, with the number that it has in the list."""

    key: str
    number: int
    cited: bool
    title: str
    identifiers: tuple[Identifier, ...]


def marked_references(document: Mapping[str, Any]) -> list[MarkedReference]:
    """Return the references of a content document in the order of their numbers."""
    items = document["references"]
    keys = [reference_key(item) for item in items]
    texts = (cited_keys(document["clinician"]), cited_keys(document["plain"]))
    numbering = number_references(keys, *texts)
    numbers = {place.index: number for number, place in enumerate(numbering.places, start=1)}
    marked = [
        MarkedReference(
            key=key,
            number=numbers[index],
            cited=key not in numbering.uncited,
            title=text_field(item, "title") or key,
            identifiers=tuple(_identifiers(item)),
        )
        for index, (key, item) in enumerate(zip(keys, items, strict=True))
    ]
    return sorted(marked, key=lambda each: each.number)


def _identifiers(item: Mapping[str, Any]) -> list[Identifier]:
    found = []
    for kind, normalise in _KINDS:
        raw = text_field(item, kind)
        if not raw:
            continue
        try:
            value = normalise(raw)
        except ValueError as error:
            found.append(Identifier(kind, raw, str(error), valid=False))
            continue
        odd = kind == "DOI" and is_odd_doi(value)
        found.append(Identifier(kind, value, ODD if odd else VALID, valid=True))
    return found
