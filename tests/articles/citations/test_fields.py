from __future__ import annotations

import pytest

from articles.citations.fields import (
    date_parts,
    date_text,
    issued_year,
    names,
    reference_key,
    text_field,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a \u200bb\n", "a b"),
        (7, "7"),
        (["first", "second"], "first"),
        ('A <span class="nocase">mTOR</span> trial', "A mTOR trial"),
        ("\ue001x\ue00f", "x"),
        pytest.param(10**5000, "", id="too long to write out"),
        (True, ""),
        (1.5, ""),
        (None, ""),
        ([], ""),
        ([["x"]], ""),
        ({"a": 1}, ""),
    ],
)
def test_text_field_any_value_is_one_line_or_nothing(value, text):
    assert text_field({"title": value}, "title") == text


def test_reference_key_number_is_text():
    assert reference_key({"id": 1}) == "1"
    assert reference_key({}) == ""


@pytest.mark.parametrize(
    ("value", "people"),
    [
        ([{"family": "Roe", "given": "Ann", "x": 1}], [{"family": "Roe", "given": "Ann"}]),
        ([{"literal": "WHO", "family": "x"}], [{"literal": "WHO"}]),
        ([{"name": "ERIC"}], [{"literal": "ERIC"}]),
        ([{"given": "Plato"}], [{"literal": "Plato"}]),
        (["Smith J", "", 1.5, None, {}], [{"literal": "Smith J"}]),
        ("Smith J", [{"literal": "Smith J"}]),
        ({"family": "Roe"}, [{"family": "Roe"}]),
        (None, []),
        (1.5, []),
    ],
)
def test_names_odd_entries_are_read_or_left_out(value, people):
    assert names({"author": value}, "author") == people


@pytest.mark.parametrize(
    ("value", "parts", "words"),
    [
        ({"date-parts": [[2020, 7, 2]]}, [2020, 7, 2], ""),
        ({"date-parts": [["2020", "07"]]}, [2020, 7], ""),
        ({"date-parts": [[2019], [2020]]}, [2019], ""),
        ({"date-parts": [[2020, 13, 1]]}, [2020], ""),
        ({"date-parts": [[2020, 1, 32]]}, [2020, 1], ""),
        ({"date-parts": [[None]]}, [], ""),
        ({"date-parts": [[]]}, [], ""),
        ({"date-parts": "2020"}, [], ""),
        ({"raw": "2020-03-04T00:00:00Z"}, [2020, 3, 4], ""),
        ({"literal": "2020"}, [2020], ""),
        ({"literal": "in press"}, [], "in press"),
        ("2020-03", [2020, 3], ""),
        (2020, [2020], ""),
        ("spring", [], "spring"),
        ({}, [], ""),
        (None, [], ""),
        ([2020.5], [], ""),
    ],
)
def test_date_what_is_understood_is_parts_and_the_rest_words(value, parts, words):
    item = {"issued": value}

    assert date_parts(item, "issued") == parts
    assert date_text(item, "issued") == words
    assert issued_year(item) == (parts[0] if parts else None)
