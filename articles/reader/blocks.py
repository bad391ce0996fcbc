"""A signed text as the blocks that can be quoted alone: paragraphs, items of lists, table rows.

Each with what it can't be understood without: an item with the sentence that its list goes on
from, a row with the heads of its columns. A heading or a cell says nothing alone, and is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

HEADINGS = ("h2", "h3", "h4", "h5", "h6")
LISTS = ("ul", "ol")
_CITATION = re.compile(r"\s*\[\s*\d+(\s*,\s*\d+)*\s*\]")
_BEFORE_SIGN = re.compile(r"\s+([.,;:])")


@dataclass(frozen=True)
class Block:
    """A block word for word, without its citation marks."""

    text: str
    #: The headings above it, the outermost first.
    headings: tuple[str, ...]
    #: The id of the nearest of them, "" where there is none.
    anchor: str
    #: Whether it is the first of the text, which answers the article's question.
    first: bool


def blocks_of(html: str) -> list[Block]:
    """Return the blocks of a text in their order."""
    above: list[Tag] = []
    found: list[Block] = []
    intro = ""
    for element in BeautifulSoup(html, "html.parser").find_all(True, recursive=False):
        assert isinstance(element, Tag)
        if element.name in HEADINGS:
            above = [one for one in above if one.name < element.name] + [element]
            intro = ""
            continue
        headings = tuple(_words(one) for one in above)
        anchor = str(above[-1].get("id") or "") if above else ""
        for text in _texts(element, intro):
            found.append(Block(text, headings, anchor, first=not found))
        intro = _opening(_words(element)) if element.name == "p" else ""
    return found


def _texts(element: Tag, intro: str) -> Iterator[str]:
    """Yield the texts that an element of the page is quoted by."""
    if element.name in LISTS:
        yield from _items(element, intro)
    elif element.name == "table" or element.find("table"):
        yield from _rows(element)
    elif element.name == "p":
        yield _words(element)
    else:
        for inner in element.find_all(["p", *LISTS], recursive=False):
            assert isinstance(inner, Tag)
            yield from _texts(inner, "")


def _items(element: Tag, intro: str) -> Iterator[str]:
    """Yield the items of a list, and of those in it, each after what it goes on from."""
    for place, item in enumerate(element.find_all("li", recursive=False)):
        assert isinstance(item, Tag)
        inner = [one for one in item.find_all(LISTS, recursive=False) if isinstance(one, Tag)]
        own = _own_words(item)
        # Between the sentence and a later item others are left out.
        whole = f"{intro}{' …' if place else ''} {own}" if intro else own
        if not (inner and _opening(own)):
            yield whole
        for one in inner:
            yield from _items(one, _opening(whole))


def _rows(element: Tag) -> Iterator[str]:
    """Yield the rows of a table, each cell after the head of its column."""
    heads: list[str] = []
    for row in element.find_all("tr"):
        assert isinstance(row, Tag)
        cells = [_words(cell) for cell in row.find_all(["td", "th"], recursive=False)]
        if not row.find("td"):
            heads = cells
            continue
        named = [*heads, *[""] * len(cells)]
        pairs = zip(named, cells, strict=False)
        yield "; ".join(f"{head}: {cell}" if head else cell for head, cell in pairs if cell)


def _opening(text: str) -> str:
    """Return a text that something must follow, "" for any other."""
    return text if text.endswith(":") else ""


def _own_words(item: Tag) -> str:
    """Return an item's text without that of lists nested in it."""
    own = [one for one in item.children if not (isinstance(one, Tag) and one.name in LISTS)]
    return _tidy(" ".join(one.get_text() for one in own))


def _words(element: Tag) -> str:
    return _tidy(element.get_text())


def _tidy(text: str) -> str:
    return _BEFORE_SIGN.sub(r"\1", " ".join(_CITATION.sub("", text).split()))
