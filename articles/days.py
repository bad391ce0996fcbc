"""Which day it is, for pages that change by themselves with the day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from django.utils import timezone

_supposed: ContextVar[date | None] = ContextVar("supposed", default=None)


def today() -> date:
    """Return the day in UTC, or the one that ``as_of`` supposes."""
    return _supposed.get() or timezone.now().date()


@contextmanager
def as_of(day: date) -> Iterator[None]:
    """Let the block render pages as they will be on a day, to keep them ready for it."""
    token = _supposed.set(day)
    try:
        yield
    finally:
        _supposed.reset(token)
