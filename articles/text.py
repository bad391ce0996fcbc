"""Hostile text made plain: nothing hidden, nothing that reorders what is read.

Text that a reviewer cannot see must not be in the text that she signs. So invisible characters,
bidirectional controls and control characters are removed on the way in, each kind with one worded
warning; see Unicode Technical Report 36 for what they are used for.

White space that nobody sees changes without a warning: line ends become LF, trailing white space
goes, and so do blank lines at either end. A Markdown hard break is kept as exactly two spaces
before a line that has text. (A backslash would say it visibly, but it would also appear in code
blocks, tables and headings, where trailing spaces mean nothing.)
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from articles.canonical import DEEPEST, JSON

# Vertical tab, form feed, NEL and the two Unicode separators end a line where they come from;
# removed like other controls they would glue two words together.
_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")

_REMOVED: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile("\\A\ufeff"), "byte order mark", "byte order marks"),
    (
        re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"),
        "control character",
        "control characters",
    ),
    (
        re.compile("[\ud800-\udfff]"),
        "broken character (half of a surrogate pair)",
        "broken characters (halves of surrogate pairs)",
    ),
    (
        re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f]"),
        "character that changes the reading direction",
        "characters that change the reading direction",
    ),
    # The joiners U+200C and U+200D stay: Persian, Indic scripts and emoji are misspelt without.
    (
        re.compile("[\u00ad\u180e\u200b\u2060-\u2064\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"),
        "invisible character",
        "invisible characters",
    ),
)


def strip_hidden(text: str) -> str:
    """Return the text without the characters that ``clean_text`` warns of, and with LF line ends.

    For text that comes into being later, such as a character reference decoded by Markdown.
    """
    return _strip_hidden(text)[0]


def clean_text(raw: str) -> tuple[str, list[str]]:
    """Return a text of several lines made plain, and a warning for each kind of removal.

    The result is in Unicode normal form C, has LF line ends, no trailing white space but hard
    breaks, no blank line at either end and no newline at the end. Cleaning it again changes
    nothing.
    """
    text, warnings = _strip_hidden(raw)
    lines = unicodedata.normalize("NFC", text).split("\n")
    stripped = [line.rstrip() for line in lines]
    followers = [*stripped[1:], ""]
    kept = [
        f"{plain}  " if plain and follower and line.endswith("  ") else plain
        for line, plain, follower in zip(lines, stripped, followers, strict=True)
    ]
    return "\n".join(kept).strip("\n"), warnings


def clean_line(raw: str) -> tuple[str, list[str]]:
    """Return a text of one line, such as a title, made plain, and the warnings.

    Every run of white space, line ends included, becomes one space.
    """
    if raw.isascii() and raw.isprintable():  # nearly all of them: nothing can be hidden in it
        return " ".join(raw.split()), []
    text, warnings = clean_text(raw)
    return " ".join(text.split()), warnings


def clean_json(value: JSON) -> JSON:
    """Return a copy of a structure such as CSL-JSON in which every text is a clean line.

    Raises ValueError, naming the path, for floats and every other type that canonical JSON
    refuses, for a key that is not clean itself, and for nesting deeper than JSON may be here.
    """
    return _clean_json(value, "$", 0)


def _strip_hidden(raw: str) -> tuple[str, list[str]]:
    text = raw
    warnings = []
    for pattern, one, many in _REMOVED:
        text, count = pattern.subn("", text)
        if count:
            warnings.append(f"Removed {count} {one if count == 1 else many}.")
    return _LINE_END.sub("\n", text), warnings


def _clean_json(value: JSON, path: str, depth: int) -> JSON:
    if depth > DEEPEST:
        raise ValueError(f"{path[:80]}…: nested more than {DEEPEST} deep")
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return clean_line(value)[0]
    if isinstance(value, list):
        return [
            _clean_json(inner, f"{path}[{index}]", depth + 1) for index, inner in enumerate(value)
        ]
    if isinstance(value, dict):
        return _clean_object(value, path, depth)
    raise ValueError(f"{path}: {type(value).__name__} is not allowed here")


def _clean_object(value: Mapping[str, JSON], path: str, depth: int) -> dict[str, JSON]:
    cleaned: dict[str, JSON] = {}
    for key, inner in value.items():
        if not isinstance(key, str):
            raise ValueError(f"{path}: a key must be text, not {type(key).__name__}")
        if clean_line(key)[0] != key:
            raise ValueError(f"{path}: the key {key!r} has hidden or needless characters")
        cleaned[key] = _clean_json(inner, f"{path}.{key}", depth + 1)
    return cleaned
