"""CSL-JSON, as Zotero and other programs export it."""

from __future__ import annotations

from collections.abc import Iterator

from articles.citations.formats.parsed import Entry, ReferencesRefusedError
from articles.strict_json import UnreadableJSONError, read_json


def parse(text: str) -> Iterator[Entry]:
    """Yield the items of a list, or the one that stands alone."""
    try:
        value = read_json(text)
    except UnreadableJSONError as error:
        raise ReferencesRefusedError(f"This is not CSL-JSON: {error}.") from None
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            yield Entry(0, item)
        else:
            yield Entry(0, error="it is no item in curly brackets")
