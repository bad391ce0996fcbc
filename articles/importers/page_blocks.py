"""The lines of a page's text as blocks: headings, paragraphs and lists.

A heading is a line that

- stands at the margin and is alone: a blank line, a list or the start of the text before it, and a
  blank line or a list after it, and something of the text does follow;
- is short (``LONGEST_HEADING`` characters), begins with a capital or a digit, does not end in
  punctuation other than a question mark, and does not end in a citation numeral;
- has capitals on most of its longer words, or no more than six words.

A line ``1. Title`` at the margin that is such a heading is one level below the last heading without
a number; its words keep the number. It is an item of a list instead when the line before or after
it (blank lines aside) is a numbered line at the margin too, or when it is no heading by the rule.

An indented line that begins with a bullet or ``1.`` is an item; at the margin, only ``•`` and its
like are bullets, so that "- 5 °C" stays text. More indentation is a deeper level. Another indented
line continues the item above it, and after a blank line it is a further paragraph of the item.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from articles.importers.furniture import Line
from articles.importers.numerals import ends_in_citation
from articles.importers.writing import DEEPEST_LIST

LONGEST_HEADING = 100

_BULLET = re.compile(r"(?:(?P<round>[•◦▪‣●∙])|[-\u2013*+])\s+(?P<text>\S.*)")
_NUMBER = re.compile(r"(?P<number>0|[1-9]\d{0,2})[.)]\s+(?P<text>\S.*)", re.ASCII)
_MOST_WORDS = 14
_FEW_WORDS = 6
_LONG_WORD = 4
_TAB = 4


@dataclass(frozen=True)
class Heading:
    """A heading of the text, with the level that it has in Markdown."""

    level: int
    text: str


@dataclass
class Paragraph:
    """Lines that belong together, as they stand in the source but for the indentation."""

    lines: list[str]

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(self.lines)


@dataclass
class PageList:
    """A list; each item is made of paragraphs and deeper lists. A numbered one has a start."""

    start: int | None
    loose: bool = False
    items: list[list[Paragraph | PageList]] = field(default_factory=list)

    def takes(self, number: int | None) -> bool:
        """Tell whether the next item belongs here, so that its number comes out as it stood."""
        if self.start is None or number is None:
            return self.start is None and number is None
        return number == self.start + len(self.items)


PageBlock: TypeAlias = Heading | Paragraph | PageList


@dataclass(frozen=True)
class _Level:
    indent: int
    list: PageList


class BlockReader:
    """Reads lines one after the other; ``blocks`` and ``flattened`` are the result.

    ``flattened`` counts items deeper than a list may be; they were put on the deepest level.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self.blocks: list[PageBlock] = []
        self.flattened = 0
        self._texts = [line.text.replace("\N{NO-BREAK SPACE}", " ") for line in lines]
        self._sources = [line.text.strip() for line in lines]
        self._preceding = _last_seen(self._texts)
        self._following = _last_seen(reversed(self._texts))[::-1]
        self._open: list[_Level] = []
        self._has_section = False
        for position, text in enumerate(self._texts):
            if text.strip():
                self._read_line(position)

    def _read_line(self, position: int) -> None:
        expanded = self._texts[position].expandtabs(_TAB)
        indent = len(expanded) - len(expanded.lstrip())
        text = self._sources[position]
        after_blank = position == 0 or not self._texts[position - 1].strip()
        bullet = _BULLET.fullmatch(text)
        number = _NUMBER.fullmatch(text)
        if bullet and (indent or bullet["round"]):
            self._add_item(indent, None, bullet["text"], after_blank=after_blank)
        elif number and (indent or not self._is_heading(position)):
            self._add_item(indent, int(number["number"]), number["text"], after_blank=after_blank)
        elif indent and self._open:
            self._continue_item(indent, text, after_blank=after_blank)
        elif not indent and self._is_heading(position):
            self._open = []
            level = 3 if number and self._has_section else 2
            self._has_section = self._has_section or not number
            self.blocks.append(Heading(level, text))
        else:
            self._add_text(text, after_blank=after_blank)

    def _add_text(self, text: str, *, after_blank: bool) -> None:
        last = self.blocks[-1] if self.blocks else None
        if isinstance(last, Paragraph) and not after_blank:
            last.lines.append(text)
        else:
            self._open = []
            self.blocks.append(Paragraph([text]))

    def _add_item(self, indent: int, number: int | None, text: str, *, after_blank: bool) -> None:
        left = None
        while self._open and self._open[-1].indent > indent:
            left = self._open.pop()
        if left and (not self._open or self._open[-1].indent < indent):
            # Between two levels, or further out than the first item: still the inner list.
            self._open.append(_Level(indent, left.list))
        if len(self._open) == DEEPEST_LIST and self._open[-1].indent < indent:
            self.flattened += 1
            indent = self._open[-1].indent
        if not self._open or self._open[-1].indent < indent:
            self._open_list(indent, number)
        elif not self._open[-1].list.takes(number):
            self._open.pop()
            self._open_list(indent, number)
        elif after_blank:
            self._open[-1].list.loose = True
        self._open[-1].list.items.append([Paragraph([text])])

    def _open_list(self, indent: int, number: int | None) -> None:
        opened = PageList(start=number)
        if self._open:
            self._open[-1].list.items[-1].append(opened)
        else:
            self.blocks.append(opened)
        self._open.append(_Level(indent, opened))

    def _continue_item(self, indent: int, text: str, *, after_blank: bool) -> None:
        while after_blank and len(self._open) > 1 and self._open[-1].indent >= indent:
            self._open.pop()
        parts = self._open[-1].list.items[-1]
        last = parts[-1]
        if isinstance(last, Paragraph) and not after_blank:
            last.lines.append(text)
        else:
            parts.append(Paragraph([text]))

    def _is_heading(self, position: int) -> bool:
        line = self._texts[position]
        neighbours = self._texts[max(0, position - 1) : position + 2]
        neighbours.remove(line)
        alone = all(not other or is_item(other) for other in neighbours)
        following = self._following[position]
        if not (alone and following and is_title_like(line)):
            return False
        if not _NUMBER.fullmatch(line):
            return True
        return not (_NUMBER.fullmatch(following) or _NUMBER.fullmatch(self._preceding[position]))


def is_item(line: str) -> bool:
    """Tell whether a line is an item wherever it stands: round bullet, or indented."""
    text = line.strip()
    bullet = _BULLET.fullmatch(text)
    if line[:1].isspace():
        return bool(bullet or _NUMBER.fullmatch(text))
    return bool(bullet and bullet["round"])


def is_title_like(line: str) -> bool:
    """Tell whether a line could be a heading by its words alone (see the module's rule)."""
    words = line.split()
    if not words or len(line) > LONGEST_HEADING or len(words) > _MOST_WORDS:
        return False
    first = line.strip("\"'(\u201c\u2018")[:1]
    if line[-1] in ".,;:!…" or ends_in_citation(line) or not (first.isupper() or first.isdigit()):
        return False
    long_words = [word for word in words if len(word) >= _LONG_WORD]
    capitals = sum(1 for word in long_words if not word.islower())
    return len(words) <= _FEW_WORDS or capitals * 2 > len(long_words)


def _last_seen(texts: Iterable[str]) -> list[str]:
    """Return for each line the nearest line with a text before it, or "" at the start."""
    seen = []
    last = ""
    for text in texts:
        seen.append(last)
        last = text or last
    return seen
