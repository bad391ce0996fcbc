"""The site's own lines around a page's text, and how to tell them from the text.

Furniture is recognised only where the site puts it. Before the title stand the board notice, the
banner, the status stepper, the date and the audience box; after the text stand the disclaimer and
the follow-up box. A text may have a heading "Approved" or speak of a disclaimer: what stands
between title and last section is never dropped, at most reported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from articles.importers.document import quoted


@dataclass(frozen=True)
class Line:
    """A line of the file: its number, counted from 1, and its text with the indentation."""

    number: int
    text: str


@dataclass(frozen=True)
class Head:
    """What the furniture before the title says, and how many lines it takes."""

    length: int
    updated_on: date | None
    warnings: list[str]


_STEPPER = re.compile(
    r"Article Review Status(?:\s*Submitted\s*Under Review\s*Approved)?", re.IGNORECASE
)
_STEPS = ("submitted", "under review", "approved")
_UPDATED = re.compile(
    r"Last updated\s*:?\s*(?P<date>.{0,60}?)\s*(?:View editorial policy)?", re.IGNORECASE
)
_HEAD = re.compile(
    r"""Medical\ Advisory\ Board(?:\s*All\ articles\ are\ reviewed\b.{0,140})?
      | All\ articles\ are\ reviewed\b.{0,140}
      | Educational\ purpose\ only\b.{0,160}
      | View\ editorial\ policy
      | Personali[sz]e
      | Help\ us\ tailor\b.{0,60}
      | Which\ best\ describes\ you\?.{0,200}
    """,
    re.IGNORECASE | re.VERBOSE,
)
_DISCLAIMER = re.compile(r"Professional Medical Disclaimer", re.IGNORECASE)
_FOLLOW_UP = re.compile(r"Have a follow-?up question\?", re.IGNORECASE)

#: A disclaimer of more paragraphs, or a follow-up box, would be a section of the text instead.
_LONGEST_DISCLAIMER = 2
_LONGEST_FOLLOW_UP = 3

_MONTHS = [
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
]
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9})\.?,? (\d{4})")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def read_head(lines: Sequence[Line]) -> Head:
    """Read the furniture that lines begin with, up to the first line that is none: the title.

    A step of the stepper counts only below the stepper's own heading, each step once.
    """
    steps: list[str] = []
    updated_on: date | None = None
    warnings: list[str] = []
    for position, line in enumerate(lines):
        text = line.text.strip()
        updated = _UPDATED.fullmatch(text)
        if updated:
            updated_on = parse_date(updated.group("date"))
            if updated_on is None:
                warnings.append(f"Line {line.number}: no date could be read from {quoted(text)}.")
        elif _STEPPER.fullmatch(text):
            steps = list(_STEPS)
        elif text.lower() in steps:
            steps.remove(text.lower())
        elif text and not _HEAD.fullmatch(text):
            return Head(position, updated_on, warnings)
    return Head(len(lines), updated_on, warnings)


def text_length(lines: Sequence[Line]) -> int:
    """Return how many lines are left when the furniture at their end is taken away."""
    end = _start_of_section(lines, len(lines), _FOLLOW_UP, _LONGEST_FOLLOW_UP)
    return _start_of_section(lines, end, _DISCLAIMER, _LONGEST_DISCLAIMER)


def furniture_in_text(lines: Sequence[Line]) -> list[str]:
    """Return a warning for each line that reads like furniture and was kept as text."""
    return [
        f"Line {line.number}: {quoted(line.text)} reads like a part of the site, "
        "but stands in the text and was kept."
        for line in lines
        if is_furniture(line.text)
    ]


def is_furniture(text: str) -> bool:
    """Tell whether a line reads like furniture, wherever it stands; the three steps don't."""
    patterns = (_HEAD, _STEPPER, _DISCLAIMER, _FOLLOW_UP)
    return any(pattern.fullmatch(text.strip()) for pattern in patterns) or bool(
        (updated := _UPDATED.fullmatch(text.strip())) and parse_date(updated.group("date"))
    )


def parse_date(text: str) -> date | None:
    """Return the date that a text says, as ``September 14, 2025``, ``14 Sep 2025`` or in ISO 8601.

    Months are English whatever the machine's locale.
    """
    text = " ".join(text.split())
    if found := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := _MONTH_FIRST.fullmatch(text):
        year, month, day = int(found[3]), _month(found[1]), int(found[2])
    elif found := _DAY_FIRST.fullmatch(text):
        year, month, day = int(found[3]), _month(found[2]), int(found[1])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(name: str) -> int:
    """Return the number of a month by its name or the beginning of it; 0 for no month."""
    matches = [number for number, month in enumerate(_MONTHS, 1) if month.startswith(name.lower())]
    return matches[0] if len(matches) == 1 else 0


def _start_of_section(
    lines: Sequence[Line], end: int, heading: re.Pattern[str], longest: int
) -> int:
    """Return where the last section with this heading begins, if it ends the lines up to ``end``.

    It is furniture when the heading stands on a line of its own at the margin and only a few
    paragraphs at the margin follow. Otherwise ``end`` is returned.
    """
    for position in range(end - 1, -1, -1):
        if heading.fullmatch(lines[position].text):
            following = lines[position + 1 : end]
            indented = any(line.text[:1].isspace() or line.text[:1] == "•" for line in following)
            return end if indented or _paragraphs(following) > longest else position
    return end


def _paragraphs(lines: Sequence[Line]) -> int:
    texts = ["", *(line.text for line in lines)]
    return sum(1 for before, text in pairwise(texts) if text and not before)
