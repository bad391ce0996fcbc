"""Rows of references that somebody typing has not touched: read without a form.

An autosave and a preview send every row at every pause, and hardly ever a changed one. A form for
each costs more than all the rest of the request, and leaves cycles for Python to collect.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from editorial.authoring.references import as_row

#: What a blank row sends: the type that its list begins with.
_BLANK = {"type": "article-journal"}
_FIELDS = tuple(as_row({}))


@dataclass(frozen=True)
class UntouchedRow:
    """A row that was sent as it was shown, in the part that a set of forms asks of one."""

    #: The item that it shows; None for a blank row.
    item: Mapping[str, Any] | None
    cleaned_data: Mapping[str, Any]
    errors: Mapping[str, Any] = field(default_factory=dict)
    is_bound = False  # there is nothing to say of it

    def has_changed(self) -> bool:
        """Tell that nothing was typed into it."""
        return False

    def is_valid(self) -> bool:
        """Tell that it is as good as when it was saved."""
        return True


def untouched_row(
    data: Mapping[str, Any],
    prefix: str,
    item: Mapping[str, Any] | None,
    shown: Mapping[str, Any] | None,
) -> UntouchedRow | None:
    """Return the row of the prefix, of an item or blank, if it was sent as it was shown."""
    row = _BLANK if shown is None else shown
    if f"{prefix}-DELETE" in data or (item is not None and not row["key"]):
        return None
    for name in _FIELDS:
        value = row.get(name)
        if data.get(f"{prefix}-{name}", "") != ("" if value is None else str(value)):
            return None
    return UntouchedRow(item, shown or {})
