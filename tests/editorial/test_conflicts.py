"""Which declared names a text mentions."""

from __future__ import annotations

from editorial.conflicts import conflicting_names


def test_what_is_declared_twice_is_returned_once():
    document = {"question": "", "title": "Apixaban", "clinician": "", "plain": "", "funding": ""}
    names = ["apixaban", "Examplegliflozin", "Apixaban"]
    assert conflicting_names(names, {**document, "references": []}) == ["apixaban"]
