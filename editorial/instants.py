"""Times and dates as they stand in signed texts."""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime


def utc_text(moment: datetime) -> str:
    """Return an aware time as UTC text with microseconds: ``2026-03-01T09:30:00.000000Z``."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def months_later(day: date, months: int) -> date:
    """Return the same day some months later, or that month's last day if it is shorter."""
    index = day.month - 1 + months
    year, month = day.year + index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
