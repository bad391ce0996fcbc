"""Times and dates in signed texts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from editorial.instants import months_later, utc_text


def test_a_time_is_written_in_utc_with_microseconds() -> None:
    eastern = timezone(timedelta(hours=2))
    assert utc_text(datetime(2026, 3, 1, 1, 30, tzinfo=eastern)) == "2026-02-28T23:30:00.000000Z"
    assert utc_text(datetime(2026, 3, 1, 9, 30, 0, 7, UTC)) == "2026-03-01T09:30:00.000007Z"


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 15), 12, date(2027, 1, 15)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 11, 30), 36, date(2029, 11, 30)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
    ],
)
def test_months_later_is_the_same_day_or_the_last(day: date, months: int, expected: date) -> None:
    assert months_later(day, months) == expected
