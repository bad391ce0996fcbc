from __future__ import annotations

import pytest

from articles.citations.marks import ODD, VALID, marked_references


def document(*references, clinician="Text.[1]"):
    return {"clinician": clinician, "plain": "", "references": list(references)}


def test_references_in_the_order_of_their_numbers_uncited_ones_last():
    marked = marked_references(
        document(
            {"id": "c", "title": "Third"},
            {"id": "a", "title": "First"},
            {"id": "b", "title": ""},
            clinician="One [@a] and [@b].",
        )
    )

    assert [(each.number, each.title, each.cited) for each in marked] == [
        (1, "First", True),
        (2, "b", True),
        (3, "Third", False),
    ]


@pytest.mark.parametrize(
    ("field", "value", "mark", "valid"),
    [
        ("DOI", "10.5555/example.1", VALID, True),
        ("DOI", "10.5555/example.", ODD, True),
        ("DOI", "10.1/x", "is not a DOI", False),
        ("PMID", "12345678", VALID, True),
        ("PMID", "0", "is not a PubMed ID", False),
        ("PMCID", "PMC3531190", VALID, True),
    ],
)
def test_identifiers_are_marked(field, value, mark, valid):
    (reference,) = marked_references(document({"id": "1", "title": "T", field: value}))

    (identifier,) = reference.identifiers
    assert identifier.kind == field
    assert mark in identifier.mark
    assert identifier.valid == valid


def test_reference_without_identifiers():
    (reference,) = marked_references(document({"id": "1", "title": "T"}))

    assert reference.identifiers == ()
