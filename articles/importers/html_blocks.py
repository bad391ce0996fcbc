"""Any HTML as the few blocks that ``blocks`` writes: headings, paragraphs, lists and tables.

Everything that holds blocks and is none of these is opened and forgotten. Word's own HTML has no
lists: it has paragraphs that name list and level in their style, each with its bullet written out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from articles.importers.html_tree import is_list_marker
from articles.importers.inline import plain
from articles.importers.tree import ID_PREFIX, TITLE_CLASS, Node
from articles.importers.writing import DEEPEST_LIST

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_TABLE_PARTS = frozenset({"thead", "tbody", "tfoot"})
_BLOCKS = frozenset(
    {
        *_HEADINGS,
        *_LISTS,
        *_TABLE_PARTS,
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "caption",
            "center",
            "dd",
            "details",
        ),
        *("div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr"),
        *("html", "legend", "li", "main", "p", "pre", "search", "section", "summary", "table"),
        *("td", "th", "tr"),
    }
)
_WORD_LIST = re.compile(r"mso-list:\s*\w+\s+level(\d)", re.IGNORECASE)
_LEVEL = re.compile(r"[1-9]")
_NOTE = re.compile(r"mso-element:\s*(?:footnote|endnote)\s*(?:;|$)", re.IGNORECASE)
_NUMBERED = re.compile(r"\(?(?:(\d{1,9})(?:\.\d+)*|[a-z]|[ivxlcdm]{1,6})[.)]", re.IGNORECASE)
_EMPHASIS = frozenset({"b", "strong", "i", "em", "cite", "dfn", "var"})
_NOT_BOLD = re.compile(r"(?<![\w-])font-weight:\s*(?:normal|[1-4]00)", re.IGNORECASE)


@dataclass
class _Item:
    """A paragraph that is an item of a list by its style; ``level`` counts from 1."""

    level: int
    ordered: bool
    start: int
    content: list[Node]


@dataclass
class BlockReader:
    """Reads blocks; ``notes`` are the footnotes met on the way, by the id that citations name."""

    keeps_emphasis: bool
    notes: dict[str, Node] = field(default_factory=dict)
    tables_in_lists: int = 0

    def read(self, root: Node) -> list[Node]:
        """Return the blocks of a tree."""
        return self._flow(root.children, 1)

    def _flow(self, children: Sequence[Node | str], depth: int, href: str = "") -> list[Node]:
        """Return the blocks among the children, Word's items made into lists."""
        return _with_lists(self._found(children, depth, href), depth)

    def _found(
        self, children: Sequence[Node | str], depth: int, href: str = ""
    ) -> list[Node | _Item]:
        """Return what is found among the children; words between blocks become paragraphs.

        ``depth`` is that of a list which would begin here; ``href`` is that of a link around all.
        """
        found: list[Node | _Item] = []
        words: list[Node | str] = []
        for child in [*children, None]:
            if child is not None and not _is_block(child):
                words.append(child)
                continue
            if _has_text(words):
                found.append(self._paragraph(words, href))
            words = []
            if isinstance(child, Node):
                found += self._block(child, depth, href)
        return found

    def _block(self, node: Node, depth: int, href: str) -> Iterator[Node | _Item]:
        style = node.attributes.get("style", "")
        note = node.attributes.get("id", "")
        if note and _NOTE.search(style):
            self.notes[f"{ID_PREFIX}footnote-{note}"] = self._paragraph(self._words(node), "")
        elif node.tag in _HEADINGS:
            yield Node(node.tag, {}, self._paragraph(self._words(node), href).children)
        elif node.tag in _LISTS and any(_level(item) for item in node.elements):
            for item in node.elements:
                yield self._levelled_item(node, item)
        elif node.tag in _LISTS:
            yield from self._list(node, depth)
        elif node.tag == "table":
            yield from self._table(node, depth)
        elif node.tag == "pre":
            yield self._paragraph(_with_breaks(node), href)
        elif level := _WORD_LIST.search(style):
            yield self._word_item(node, int(level[1]))
        elif node.tag == "p":
            yield from self._paragraphs(node, depth, href)
        else:
            around = node.attributes.get("href", "") if node.tag == "a" else ""
            yield from self._found(node.children, depth, around or href)

    def _paragraphs(self, node: Node, depth: int, href: str) -> Iterator[Node]:
        is_word_title = "msotitle" in node.attributes.get("class", "").lower()
        for block in self._flow(node.children, depth, href):
            if is_word_title and block.tag == "p":
                block.attributes["class"] = TITLE_CLASS
            yield block

    def _paragraph(self, words: Sequence[Node | str], href: str) -> Node:
        children = [self._inline(word) for word in words]
        return Node("p", {}, [Node("a", {"href": href}, children)] if href else children)

    def _inline(self, node: Node | str) -> Node | str:
        """Return words as ``inline`` understands them, without Word's bullets."""
        if isinstance(node, str):
            return node
        if is_list_marker(node):
            return ""
        tag = node.tag
        style = node.attributes.get("style", "")
        if tag in _EMPHASIS and (not self.keeps_emphasis or _NOT_BOLD.search(style)):
            tag = "span"
        names = ("href", "id") if tag == "a" else ()
        attributes = {
            name: node.attributes[name] for name in names if node.attributes.get(name, "")
        }
        tag = {"strike": "s", "cite": "em", "dfn": "em", "var": "em", "code": "span"}.get(tag, tag)
        return Node(tag, attributes, [self._inline(child) for child in node.children])

    def _words(self, node: Node) -> list[Node | str]:
        """Return all that is in an element as words, blocks in it with a space between them."""
        words: list[Node | str] = []
        for child in node.children:
            if _is_block(child) and isinstance(child, Node):
                words += [" ", *self._words(child), " "]
            else:
                words.append(child)
        return words

    def _list(self, node: Node, depth: int) -> list[Node]:
        """Return a list, with every list in it that is too deep taken as further items.

        A list straight inside a list, as some editors write it, belongs to the item before.
        """
        items: list[Node] = []
        for child in node.children:
            if isinstance(child, str) and not child.strip():
                continue
            is_item = isinstance(child, Node) and child.tag == "li"
            content = child.children if is_item and isinstance(child, Node) else [child]
            parts = [self._in_item(part) for part in self._flow(content, depth + 1)]
            if not is_item and items and all(part.tag in _LISTS for part in parts):
                items[-1].children += parts
            elif parts:
                items.append(Node("li", {}, [*parts]))
        if depth >= DEEPEST_LIST:
            items = [flat for item in items for flat in _flattened(item)]
        tag = "ol" if node.tag == "ol" else "ul"
        start = {"start": node.attributes["start"]} if "start" in node.attributes else {}
        return [Node(tag, start, [*items])] if items else []

    def _in_item(self, block: Node) -> Node:
        """Return a block as it may stand in an item: no headings, no tables."""
        if block.tag in _LISTS:
            return block
        if block.tag != "table":
            return Node("p", {}, block.children)
        self.tables_in_lists += 1
        words: list[Node | str] = []
        for row in block.elements:
            for cell in row.elements:
                words += [*self._words(cell), " "]
        return Node("p", {}, words)

    def _table(self, node: Node, depth: int) -> Iterator[Node]:
        """Yield a table, and before it what stands in it outside of its cells."""
        rows: list[Node] = []
        for part in _opened(node, _TABLE_PARTS):
            if isinstance(part, Node) and part.tag == "tr":
                rows.append(self._row(part, depth))
            elif isinstance(part, Node) and part.tag not in {"col", "colgroup"}:
                yield from self._flow([part], depth)
        rows = [row for row in rows if row.children]
        if len(rows) == 1 and len(rows[0].children) == 1:  # a frame around a text, not a table
            yield from self._flow(rows[0].elements[0].children, depth)
        elif rows:
            yield Node("table", {}, [*rows])

    def _row(self, row: Node, depth: int) -> Node:
        cells: list[Node | str] = []
        for cell in row.elements:
            if cell.tag in {"td", "th"}:
                spans = {
                    name: value
                    for name, value in cell.attributes.items()
                    if name in {"colspan", "rowspan"} and value.strip() != "1"
                }
                cells.append(Node("td", spans, [*self._flow(cell.children, depth)]))
        return Node("tr", {}, cells)

    def _levelled_item(self, node: Node, item: Node) -> _Item:
        """Return an item as Word writes it in a browser: a list for each, the level beside it."""
        start = node.attributes.get("start", "")
        return _Item(
            level=_level(item) or 1,
            ordered=node.tag == "ol",
            start=int(start) if start.isascii() and start.isdigit() and len(start) < 10 else 1,
            content=[self._paragraph(self._words(item), "")],
        )

    def _word_item(self, node: Node, level: int) -> _Item:
        marker = " ".join(plain(found.children) for found in _markers(node))
        number = _NUMBERED.match(marker)
        return _Item(
            level=level,
            ordered=number is not None,
            start=int(number[1] or 1) if number else 1,
            content=[self._paragraph(self._words(node), "")],
        )


def _with_lists(found: Sequence[Node | _Item], depth: int) -> list[Node]:
    """Return the blocks with every run of Word's items made into a list of lists."""
    blocks: list[Node] = []
    run: list[tuple[int, Node]] = []  # the lists that are open, by level
    for block in found:
        if isinstance(block, Node):
            run = []
            blocks.append(block)
            continue
        item = Node("li", {}, [*block.content])
        level = min(block.level, DEEPEST_LIST - depth + 1)
        while run and run[-1][0] > level:
            run.pop()
        if run and run[-1][0] == level and (run[-1][1].tag == "ol") == block.ordered:
            run[-1][1].children.append(item)
            continue
        if run and run[-1][0] == level:
            run.pop()
        tag, start = ("ol", {"start": str(block.start)}) if block.ordered else ("ul", {})
        opened = Node(tag, start, [item])
        if run:
            run[-1][1].elements[-1].children.append(opened)
        else:
            blocks.append(opened)
        run.append((level, opened))
    return blocks


def _level(item: Node) -> int:
    """Return the level that an item says it has, or 0."""
    found = _LEVEL.fullmatch(item.attributes.get("data-aria-level", ""))
    return int(found[0]) if found else 0


def _flattened(item: Node) -> Iterator[Node]:
    """Yield an item without the lists in it, and then their items."""
    inner = [child for child in item.elements if child.tag in _LISTS]
    rest = [child for child in item.elements if child.tag not in _LISTS]
    if rest:
        yield Node("li", {}, [*rest])
    for items in inner:
        for child in items.elements:
            yield from _flattened(child)


def _opened(node: Node, tags: frozenset[str]) -> Iterator[Node | str]:
    for child in node.children:
        if isinstance(child, Node) and child.tag in tags:
            yield from _opened(child, tags)
        else:
            yield child


def _markers(node: Node) -> Iterator[Node]:
    for child in node.elements:
        if is_list_marker(child):
            yield child
        else:
            yield from _markers(child)


def _with_breaks(node: Node) -> list[Node | str]:
    """Return preformatted words with their line ends as breaks."""
    words: list[Node | str] = []
    for number, line in enumerate(node.text().strip("\n").split("\n")):
        words += [Node("br"), line] if number else [line]
    return words


def _is_block(node: Node | str) -> bool:
    """Tell whether an element is a block or holds one, as Google's bold around a page does."""
    return isinstance(node, Node) and (
        node.tag in _BLOCKS or any(_is_block(child) for child in node.children)
    )


def _has_text(words: Sequence[Node | str]) -> bool:
    return any(
        word.strip() if isinstance(word, str) else word.tag == "a" or _has_text(word.children)
        for word in words
    )
