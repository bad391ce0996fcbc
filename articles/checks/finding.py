"""What a check found: how grave it is, in words, and where."""

from __future__ import annotations

from dataclasses import dataclass

ERROR = "error"
WARNING = "warning"


@dataclass(frozen=True)
class Place:
    """Where a finding is: a field of the working copy and, in a text, the passage.

    ``anchor`` is the id of the heading above the passage in the rendered text; ``start`` and
    ``end`` are offsets in the field's Markdown, and ``line`` is counted from 1; all of them are
    empty or 0 for a finding about a whole field. ``quote`` is the passage as a reader sees it, and
    ``key`` the id of the reference that is meant.
    """

    field: str
    anchor: str = ""
    line: int = 0
    start: int = 0
    end: int = 0
    quote: str = ""
    key: str = ""


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong (an error, which blocks) or worth a look (a warning)."""

    severity: str
    code: str
    sentence: str
    place: Place

    @property
    def is_error(self) -> bool:
        """Whether it keeps a text from being submitted."""
        return self.severity == ERROR


def error(code: str, sentence: str, place: Place) -> Finding:
    """Return a finding that blocks."""
    return Finding(ERROR, code, sentence, place)


def warning(code: str, sentence: str, place: Place) -> Finding:
    """Return a finding that is recorded as seen."""
    return Finding(WARNING, code, sentence, place)
