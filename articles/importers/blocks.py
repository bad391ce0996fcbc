"""The blocks of a document: headings, paragraphs, lists and tables as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.importers.document import ImportRefusedError
from articles.importers.docx_numbering import list_of, shown_number
from articles.importers.inline import Losses, inline
from articles.importers.tree import TITLE_CLASS, Node
from articles.importers.writing import (
    Block,
    Item,
    MarkdownList,
    code,
    heading,
    paragraph,
    quotation,
    table,
)

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LISTS = ("ul", "ol")
_TOP_LEVEL = 2
_DEEPEST_HEADING = 6


@dataclass
class BlockWriter:
    """Writes blocks; ``losses`` and ``merged_cells`` tell what could not be kept."""

    losses: Losses
    #: Of a document whose headings are on the levels that they are to have, below the title's, and
    #: whose lists are apart where Word has them apart.
    is_exact: bool = False
    merged_cells: int = 0
    nested_tables: int = 0

    def write(self, nodes: Sequence[Node]) -> list[Block]:
        """Return the Markdown blocks of a document's elements.

        The highest heading becomes the second level, because the title is the first, and the
        others keep their distance from it.
        """
        levels = [heading_level(node) for node in nodes if heading_level(node)]
        highest = 1 if self.is_exact else min(levels, default=_TOP_LEVEL)
        shift = _TOP_LEVEL - highest
        worded = nodes if self.is_exact else [each for node in nodes for each in _with_words(node)]
        return [block for node in worded for block in self._blocks(node, shift)]

    def _blocks(self, node: Node, shift: int) -> Iterator[Block]:
        if node.tag in _LISTS:
            yield from self._lists(node)
        elif node.tag == "table":
            yield from self._table(node)
        elif node.tag == "blockquote":
            inner = [block for child in node.elements for block in self._blocks(child, shift)]
            if inner:
                yield quotation(inner)
        elif node.tag == "pre":
            yield code(_with_line_ends(node))
        elif text := inline(node.children, self.losses):
            level = heading_level(node)
            if level:
                yield heading(min(level + shift, _DEEPEST_HEADING), text)
            else:
                yield paragraph(text)

    def _lists(self, node: Node) -> Iterator[MarkdownList]:
        """Yield a list, in two or more where the numbers that are shown begin anew or skip one."""
        current: MarkdownList | None = None
        known = ""
        for child in node.elements:
            parts = self._item(child)
            if not parts:
                continue
            shown = shown_number(child) if node.tag == "ol" else None
            is_other = self.is_exact and list_of(child) not in {"", known}
            known = list_of(child) or known
            follows = current and shown in {None, current.start + len(current.items)}
            if current is None or is_other or not follows:
                if current is not None:
                    yield current
                start = _start(node) if shown is None else shown
                current = MarkdownList(ordered=node.tag == "ol", start=start)
            current.items.append(Item(parts))
            current.loose |= self.is_exact and [part.tag for part in child.elements[:1]] == ["p"]
        if current is not None:
            yield current

    def _item(self, node: Node) -> list[Block]:
        parts: list[Block] = []
        words: list[Node | str] = []
        for child in [*node.children, None]:
            if child is not None and (isinstance(child, str) or child.tag not in (*_LISTS, "p")):
                words.append(child)
                continue
            if text := inline(words, self.losses):
                parts.append(paragraph(text))
            words = []
            if child is not None:
                parts += self._blocks(child, 0)
        return parts

    def _table(self, node: Node) -> Iterator[str]:
        found = list(_rows(node))
        # Every row becomes as wide as the widest: a long one and many short ones make a huge table.
        if len(found) * max(map(_width, found), default=0) > MOST_CELLS:
            raise ImportRefusedError(f"A table has more than {MOST_CELLS:,} cells.")
        rows = [self._row(row) for row in found]
        if any(cell for row in rows for cell in row):
            yield table(rows)

    def _row(self, row: Node) -> list[str]:
        """Return a row's cells; a cell over several columns is followed by empty ones."""
        cells: list[str] = []
        for cell in row.elements:
            self.merged_cells += bool({"colspan", "rowspan"} & cell.attributes.keys())
            cells.append(" ".join(self._cell_texts(cell)))
            cells += [""] * (_span(cell.attributes.get("colspan", "")) - 1)
        return cells

    def _cell_texts(self, node: Node) -> Iterator[str]:
        """Yield what stands in a cell; paragraphs, items and inner cells become mere words."""
        words: list[Node | str] = []
        for child in [*node.children, None]:
            if isinstance(child, str) or (child is not None and child.tag not in _CELL_BLOCKS):
                words.append(child)
                continue
            yield inline(words, self.losses)
            words = []
            if child is not None:
                self.nested_tables += child.tag == "table"
                yield from self._cell_texts(child)


_CELL_BLOCKS = frozenset(
    {"p", "li", "ul", "ol", "table", "thead", "tbody", "tr", "td", "th", *_HEADINGS}
)
_MOST_COLUMNS = 63  # Word's limit
#: More than any reader scrolls through.
MOST_CELLS = 50_000


def heading_level(node: Node) -> int:
    """Return a heading's level, 0 for every other element."""
    return _HEADINGS.index(node.tag) + 1 if node.tag in _HEADINGS else 0


def is_title(node: Node) -> bool:
    """Tell whether a paragraph has Word's style "Title"."""
    return node.attributes.get("class") == TITLE_CLASS


def _with_words(node: Node) -> Iterator[Node]:
    """Yield a node; of a list without words of its own, the lists in it.

    As Word's second level does that has no first one above it: style "List Number 2" alone.
    """
    if node.tag not in _LISTS:
        yield node
        return
    inner = [child for item in node.elements for child in item.children if child != ""]
    lists = [child for child in inner if isinstance(child, Node) and child.tag in _LISTS]
    if not lists or len(lists) < len(inner):
        yield node
        return
    for each in lists:
        yield from _with_words(each)


def _with_line_ends(node: Node) -> str:
    return "".join(
        child if isinstance(child, str) else "\n" if child.tag == "br" else _with_line_ends(child)
        for child in node.children
    )


def _rows(node: Node) -> Iterator[Node]:
    for child in node.elements:
        if child.tag == "tr":
            yield child
        elif child.tag in {"thead", "tbody"}:
            yield from _rows(child)


def _width(row: Node) -> int:
    return sum(_span(cell.attributes.get("colspan", "")) for cell in row.elements)


def _start(node: Node) -> int:
    """Return the number of a list's first item; CommonMark allows nine digits."""
    value = node.attributes.get("start", "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 1


def _span(value: str) -> int:
    return min(int(value), _MOST_COLUMNS) if value.isascii() and value.isdigit() else 1
