"""Which works a reference list names, so that they can be found again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from articles.citations.fields import reference_key, text_field
from articles.citations.identifiers import normalise_doi, normalise_pmid

DOI, PMID = "doi", "pmid"


class Identified(NamedTuple):
    """A work by its DOI (in small letters, which mean the same) or PubMed ID, and its reference."""

    kind: str
    value: str
    key: str


def identified(items: Sequence[Mapping[str, Any]]) -> list[Identified]:
    """Return the identifiers in a reference list, each once; what is no identifier is left out."""
    return list(dict.fromkeys(found for item in items for found in _of(item)))


def normal(kind: str, raw: str) -> str:
    """Return an identifier as it is compared. Raises ValueError, in words."""
    return normalise_doi(raw).lower() if kind == DOI else normalise_pmid(raw)


def _of(item: Mapping[str, Any]) -> Iterator[Identified]:
    for kind, name in ((DOI, "DOI"), (PMID, "PMID")):
        raw = text_field(item, name)
        try:
            if raw:
                yield Identified(kind, normal(kind, raw)[:255], reference_key(item)[:255])
        except ValueError:
            continue
