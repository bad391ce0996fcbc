"""What is wrong with a reference list, in words: for authors before they submit, and editors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from articles.citations.acceptance import refusals
from articles.citations.fields import issued_year, reference_key, text_field
from articles.citations.identifiers import (
    is_odd_doi,
    isbn_problem,
    normalise_doi,
    normalise_pmcid,
    normalise_pmid,
)
from articles.citations.numbering import number_references
from articles.markup import cited_keys


def problems(
    items: Sequence[Mapping[str, Any]], texts: Sequence[str], *, today: date | None = None
) -> list[str]:
    """Return what is wrong with the references of the texts, one sentence each; none is good.

    Years are compared with ``today``, and not judged without it. Nothing is looked up.
    """
    keys = [reference_key(item) for item in items]
    numbering = number_references(keys, *(cited_keys(text) for text in texts))
    found = [f"“{key}” is cited but not in the reference list." for key in numbering.missing]
    found += [f"Reference “{key}” is listed but never cited." for key in numbering.uncited]
    found += [
        f"{count} references have the id “{key}”; citations mean the first."
        for key, count in Counter(keys).items()
        if key and count > 1
    ]
    for position, (key, item) in enumerate(zip(keys, items, strict=True), start=1):
        name = f"Reference “{key}”" if key else f"Entry {position} of the reference list"
        if not key:
            found.append(f"{name} has no id, so no text can cite it.")
        found += [f"{name}: {problem}" for problem in item_problems(item, today)]
    return found


def item_problems(item: Mapping[str, Any], today: date | None) -> list[str]:
    """Return what is wrong with one reference, for a sentence that names it."""
    found = []
    if not text_field(item, "title"):
        found.append("it has no title.")
    found += refusals(item)
    for field, normalise in (
        ("DOI", normalise_doi),
        ("PMID", normalise_pmid),
        ("PMCID", normalise_pmcid),
    ):
        raw = text_field(item, field)
        try:
            if raw and field == "DOI" and is_odd_doi(normalise(raw)):
                found.append(f"the DOI “{raw}” is unusual; check that it was copied whole.")
            elif raw:
                normalise(raw)
        except ValueError as error:
            found.append(str(error))
    if problem := isbn_problem(text_field(item, "ISBN")):
        found.append(problem)
    year = issued_year(item)
    if today is not None and year is not None and year > today.year:
        found.append(f"its year, {year}, is in the future.")
    return found
