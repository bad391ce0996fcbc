"""By when a review can be due."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError

LONGEST = timedelta(days=366)


def refuse_unless_due(due_on: date, *, today: date) -> None:
    """Raise ValidationError for a day that has passed, and for one more than a year ahead."""
    if due_on < today:
        raise ValidationError({"due_on": "The day by which the review is due has passed."})
    if due_on > today + LONGEST:
        raise ValidationError({"due_on": "A review is due within a year. Choose an earlier day."})
