"""CSL-JSON, as Zotero and other programs export it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from articles.citations.formats.parsed import Entry, ReferencesRefusedError


def parse(text: str) -> Iterator[Entry]:
    """Yield the items of a list, or the one that stands alone."""
    try:
        value = json.loads(text, parse_float=_no_fraction, parse_constant=_no_fraction)
    except RecursionError:
        raise ReferencesRefusedError("This is not CSL-JSON: it is nested too deep.") from None
    except ValueError as error:
        raise ReferencesRefusedError(f"This is not CSL-JSON: {error}.") from None
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            yield Entry(0, item)
        else:
            yield Entry(0, error="it is no item in curly brackets")


def _no_fraction(text: str) -> Any:
    raise ValueError(f"the number {text} can't be kept exactly; put it in quotation marks")
