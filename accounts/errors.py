"""How a service says no."""

from __future__ import annotations

from collections.abc import Sequence


class RefusedError(Exception):
    """An act is not allowed now; ``reasons`` are sentences for the person who tried.

    Nothing was written: every service raises it before it changes anything, or inside the
    transaction that is then rolled back.
    """

    def __init__(self, reasons: Sequence[str]) -> None:
        self.reasons = list(reasons)
        super().__init__(" ".join(self.reasons))


class ConflictError(RefusedError):
    """Somebody else was faster: what the act was based on is no longer so."""


def refuse_if(reasons: Sequence[str]) -> None:
    """Raise RefusedError if there is a reason against."""
    if reasons:
        raise RefusedError(reasons)
