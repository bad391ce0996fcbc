"""Dates in words, and the day on which something was seen."""

from __future__ import annotations

import pytest

from articles.citations.formats.parts import date
from articles.citations.formats.vancouver_dates import taken_dates


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("May 3, 2020", [2020, 5, 3]),
        ("3rd May 2020", [2020, 5, 3]),
        ("03 Sept. 2020", [2020, 9, 3]),
        ("May 2020", [2020, 5]),
        ("2020 May 3", [2020, 5, 3]),
        ("Spring 2020", [2020]),
    ],
)
def test_dates_in_words(text: str, parts: list[int]) -> None:
    assert date(text) == {"date-parts": [parts]}


@pytest.mark.parametrize(
    ("text", "accessed"),
    [
        ("Accessed 25/03/2020.", [2020, 3, 25]),
        ("Last accessed: 03/25/2020", [2020, 3, 25]),
        ("Accessed 3.5.2020", [2020, 5, 3]),
        ("Retrieved May 3, 2020, from", [2020, 5, 3]),
        ("[accessed 3 May 2020]", [2020, 5, 3]),
        ("Date accessed May 3, 2020", [2020, 5, 3]),
        ("Accessed 3/5/2020", None),
        ("accessed by many 2020", None),
    ],
)
def test_day_of_access_is_whole(text: str, accessed: list[int] | None) -> None:
    dates = taken_dates(f"A title. {text}")
    parts = (dates.accessed or {}).get("date-parts")
    assert parts == (None if accessed is None else [accessed])
