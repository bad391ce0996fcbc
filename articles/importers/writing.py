"""Markdown from text that is not Markdown: escapes, lists and tables.

The rule is that the words come out as they stood in the source. Characters are escaped where they
could mean something in CommonMark, tables, strikethrough or our citations, and left alone where
they can't ("p < 0.05", "~5%"), because an author goes on to edit this text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

#: markdown-it's CommonMark stops at a nesting of 20 levels and drops what lies deeper. A list and
#: its item are two, the paragraph one: lists this deep are shown by any renderer, not only ours.
DEEPEST_LIST = 8

_SPECIAL = re.compile(
    r"""[\\`*\[]                      # always
      | (?<![^\W_])_ | _(?![^\W_])    # unless inside a word
      | ~(?=~) | (?<=~)~              # strikethrough
      | <(?!\s|=|$|\d+(?:\.\d+)?%?(?:[\s,;)]|$))  # unless it compares, as in "p <0.05"
      | &(?=\#?\w+;)                  # a character reference
    """,
    re.VERBOSE,
)
_LINE_START = re.compile(
    r"""(?P<before>)(?=\#{1,6}(?:\s|$) | > | [-+](?:\s|$) | [-=|:+][-=|:+\s]*$)
      | (?P<number>\d{1,9})(?=[.)](?:\s|$))
    """,
    re.VERBOSE,
)
_TICKS = re.compile("`+")
_CLOSING_HASHES = re.compile(r"#(?=#*$)")


def escape_inline(text: str) -> str:
    """Return a text in which nothing means anything in Markdown, line starts aside."""
    return _SPECIAL.sub(lambda special: "\\" + special.group(), text)


def escape_line_starts(markdown: str) -> str:
    """Return inline Markdown in which no line begins a heading, list, quotation or table."""
    return "\n".join(_escape_line_start(line.lstrip()) for line in markdown.split("\n"))


def paragraph(inline: str) -> str:
    """Return a paragraph made of inline Markdown, line breaks in it kept."""
    return escape_line_starts(inline.strip())


def heading(level: int, inline: str) -> str:
    """Return a heading of a level from 1 to 6; hashes at its end stay text."""
    line = " ".join(inline.split())
    return f"{'#' * level} " + _CLOSING_HASHES.sub(r"\#", line)


def code(text: str) -> str:
    """Return lines of code, between fences that are longer than any in it."""
    fence = "`" * max(3, 1 + max(map(len, _TICKS.findall(text)), default=0))
    return f"{fence}\n{text}\n{fence}"


def code_span(text: str) -> str:
    """Return code inside a paragraph."""
    ticks = "`" * (1 + max(map(len, _TICKS.findall(text)), default=0))
    pad = " " if text.startswith(("`", " ")) or text.endswith(("`", " ")) else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def table(rows: Sequence[Sequence[str]]) -> str:
    """Return a table whose first row is its head; short rows are filled with empty cells.

    A row longer than the head would lose cells when rendered, so the head is filled as well.
    """
    width = max(len(row) for row in rows)
    lines = [_table_row(row, width) for row in rows]
    return "\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]])


@dataclass
class Item:
    """An item of a list: finished paragraphs and further lists, in their order."""

    parts: list[Block] = field(default_factory=list)


@dataclass
class MarkdownList:
    """A bullet list, or a numbered one that begins at ``start``; loose ones have blank lines."""

    ordered: bool = False
    start: int = 1
    loose: bool = False
    items: list[Item] = field(default_factory=list)


Block: TypeAlias = str | MarkdownList


def write_blocks(blocks: Sequence[Block]) -> str:
    """Return blocks as Markdown, with a blank line between each two."""
    return "\n\n".join(_written(blocks))


def quotation(blocks: Sequence[Block]) -> str:
    """Return blocks as a quotation."""
    return "\n".join(f"> {line}".rstrip() for line in write_blocks(blocks).split("\n"))


def _written(blocks: Sequence[Block]) -> list[str]:
    """Return each block's text; of two lists in a row, the second gets other markers.

    With the same markers, Markdown would read them as one list and go on counting.
    """
    texts = []
    previous: MarkdownList | None = None
    other = False
    for block in blocks:
        if isinstance(block, MarkdownList):
            other = not other if previous and previous.ordered == block.ordered else False
            texts.append("\n".join(_list_lines(block, other_markers=other)))
            previous = block
        else:
            texts.append(block)
            previous = None
    return texts


def _list_lines(items: MarkdownList, *, other_markers: bool) -> list[str]:
    loose = items.loose or any(_needs_blank_lines(item) for item in items.items)
    lines: list[str] = []
    for offset, item in enumerate(items.items):
        if lines and loose:
            lines.append("")
        if items.ordered:
            marker = f"{items.start + offset}{')' if other_markers else '.'} "
        else:
            marker = "* " if other_markers else "- "
        content = ("\n\n" if loose else "\n").join(_written(item.parts)).split("\n")
        lines.append((marker + content[0]).rstrip())
        lines += [" " * len(marker) + line if line else "" for line in content[1:]]
    return lines


def _needs_blank_lines(item: Item) -> bool:
    """Tell whether an item would be misread in a tight list.

    Two paragraphs would become one, and a list that does not begin at 1 can't interrupt a
    paragraph (CommonMark 0.31, section 5.3).
    """
    after_first = item.parts[1:]
    return len(after_first) > 1 or any(
        isinstance(part, str) or (part.ordered and part.start != 1) for part in after_first
    )


def _escape_line_start(line: str) -> str:
    found = _LINE_START.match(line)
    if found is None:
        return line
    number = found.group("number") or ""
    return f"{number}\\{line[len(number) :]}"


def _table_row(cells: Sequence[str], width: int) -> str:
    filled = [" ".join(cell.split()).replace("|", "\\|") for cell in cells]
    return f"| {' | '.join(filled + [''] * (width - len(cells)))} |"
