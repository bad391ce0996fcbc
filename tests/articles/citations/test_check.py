from __future__ import annotations

from datetime import date

import pytest

from articles.citations.check import item_problems, problems

TODAY = date(2025, 9, 14)
GOOD = {
    "id": "1",
    "type": "article-journal",
    "title": "A title",
    "issued": {"date-parts": [[2025]]},
    "DOI": "10.1000/182",
    "PMID": 31452104,
    "PMCID": "PMC3531190",
}


def test_problems_good_list_has_none():
    assert problems([GOOD, {**GOOD, "id": "b"}], ["a [1]", "b [@b]"], today=TODAY) == []


@pytest.mark.parametrize(
    ("items", "texts", "found"),
    [
        ([GOOD], ["a [1, @roe]"], ["“roe” is cited but not in the reference list."]),
        ([GOOD], ["no citation", "`[1]`"], ["Reference “1” is listed but never cited."]),
        (
            [GOOD, GOOD, GOOD],
            ["a [1]"],
            ["3 references have the id “1”; citations mean the first."],
        ),
        (
            [GOOD, {**GOOD, "id": ""}],
            ["a [1]"],
            ["Entry 2 of the reference list has no id, so no text can cite it."],
        ),
        ([{**GOOD, "title": ""}], ["[1]"], ["Reference “1”: it has no title."]),
        (
            [{**GOOD, "issued": "2026-01-01"}],
            ["[1]"],
            ["Reference “1”: its year, 2026, is in the future."],
        ),
        (
            [{**GOOD, "DOI": "10.1000/182."}],
            ["[1]"],
            [
                "Reference “1”: the DOI “10.1000/182.” is unusual; check that it was copied whole.",
            ],
        ),
    ],
)
def test_problems_each_is_worded(items, texts, found):
    assert problems(items, texts, today=TODAY) == found


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("DOI", "10.1/x", "“10.1/x” is not a DOI"),
        ("PMID", "0", "“0” is not a PubMed ID"),
        ("PMCID", "12", "“12” is not a PubMed Central ID"),
        ("URL", "javascript:alert(1)", "its URL, “javascript:alert(1)”, is no web address"),
        ("type", 5, "its type, “5”, is none of CSL's"),
    ],
)
def test_problems_bad_identifier_is_named(field, value, words):
    (problem,) = problems([{**GOOD, field: value}], ["[1]"])

    assert problem.startswith(f"Reference “1”: {words}")


def test_problems_without_today_no_year_is_judged():
    assert problems([{**GOOD, "issued": 2999}], ["[1]"]) == []


@pytest.mark.parametrize(
    ("isbn", "is_wrong"),
    [
        ("978-0-306-40615-7", False),
        ("978-0-306-40615-8", True),
        ("0 306 40615 2", False),
        ("0-306-40615-3", True),
        ("080442957X", False),
        ("0-306-40615-2 (pbk) 978-0-306-40615-7", False),
        ("0-306-40615-2; 978-0-306-40615-8", True),
        ("none", False),
    ],
)
def test_check_digit_of_a_book_is_checked(isbn, is_wrong):
    found = item_problems({"id": "1", "type": "book", "title": "A", "ISBN": isbn}, None)
    assert any("check digit of the ISBN" in problem for problem in found) == is_wrong
