"""Rows of references as somebody sends them who types elsewhere: no forms, and the same result."""

from __future__ import annotations

from typing import Any

import pytest

from editorial.authoring.references_form import BaseReferenceFormSet, reference_rows
from editorial.authoring.untouched_rows import UntouchedRow

ITEMS: list[dict[str, Any]] = [
    {
        "id": "roe",
        "type": "article-journal",
        "title": "A trial",
        "author": [{"family": "Berg", "given": "Nils", "non-dropping-particle": "van den"}],
        "issued": {"date-parts": [[2020, 3, 2]]},
        "DOI": "https://doi.org/10.1000/1",
        "note": "kept, though no field shows it",
    },
    {"id": "who", "type": "legal_case", "title": "B", "author": [{"literal": "WHO"}]},
    {"id": 3, "title": "C", "URL": ["https://a.example/"]},
]


def sent(**changes: str) -> dict[str, str]:
    """Return what a browser sends of the rows; names are without the prefix."""
    shown = reference_rows(ITEMS)
    fields = [bound for part in (shown.management_form, *shown.forms) for bound in part]
    values = {field.html_name: field.value() for field in fields}
    data = {name: str(value) for name, value in values.items() if value not in (None, False)}
    return data | {f"references-{name}": value for name, value in changes.items()}


def rows(data: dict[str, str], *, only_touched: bool) -> BaseReferenceFormSet:
    return reference_rows(ITEMS, data, only_touched=only_touched)


CHANGES: list[dict[str, str]] = [
    {},
    {"0-title": "Another trial"},
    {"1-authors": "Roe A", "1-organisation": ""},
    {"1-DELETE": "on"},
    {"3-title": "A new one", "3-key": "new"},
    {"4-title": "Behind a blank one"},
    {"0-key": "renamed"},
    {"2-type": "book"},
]


@pytest.mark.parametrize("changes", CHANGES, ids=str)
def test_result_is_that_of_forms_for_all(changes: dict[str, str]) -> None:
    data = sent(**changes)
    light, whole = (rows(data, only_touched=only) for only in (True, False))
    assert light.is_valid()
    assert whole.is_valid()
    assert light.references() == whole.references()
    touched = {name.partition("-")[0] for name in changes}
    assert [not isinstance(form, UntouchedRow) for form in light.forms] == [
        str(number) in touched for number in range(len(light.forms))
    ]


def test_untouched_items_are_kept_whole() -> None:
    formset = rows(sent(), only_touched=True)
    assert formset.is_valid()
    assert formset.references() == ITEMS


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"0-key": "who"}, "Another reference has the id “who” already."),
        ({"3-key": "who", "3-title": "N"}, "Another reference has the id “who” already."),
        ({"0-doi": "10.1/x"}, "is not a DOI"),
        ({"TOTAL_FORMS": "x"}, "ManagementForm data is missing"),
    ],
)
def test_wrong_rows_are_refused(changes: dict[str, str], sentence: str) -> None:
    formset = rows(sent(**changes), only_touched=True)
    assert not formset.is_valid()
    assert sentence in f"{formset.errors} {formset.non_form_errors()}"
