"""The numbers that Word counts by itself, written into a document before it is read.

mammoth knows that a paragraph is an item of a list, and neither of which list nor what number Word
shows. So a bookmark says both, in each such paragraph that does not simply follow its like: a
bookmark in every one would cost as much memory as the text. Counted are lists that the paragraphs
themselves belong to, as Word's buttons make them: by style alone, every list of a document would be
one.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from articles.importers.tree import ID_PREFIX, Node

_DOCUMENT = "word/document.xml"
_NUMBERING = "word/numbering.xml"
_READ = (".xml", ".rels")
_BOOKMARK = "number-"
_ANY = "x"
_NUMBER_ID = f"{ID_PREFIX}{_BOOKMARK}"
_LARGEST = 999_999_999  # CommonMark's
_DEEPEST = 9


def with_numbers(data: bytes) -> bytes:
    """Return a checked DOCX file with a bookmark in each paragraph that Word numbers."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        source = archive.read(_DOCUMENT)
        if _NUMBERING not in names or b"numPr" not in source:
            return data
        try:
            root = safe_xml(source)
            lists = _Lists(safe_xml(archive.read(_NUMBERING)))
        except etree.XMLSyntaxError:
            return data
        if not _mark(root, lists):
            return data
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as target:
            for name in names:
                if not name.endswith(_READ):  # a picture, which is dropped in any case
                    continue
                content = etree.tostring(root) if name == _DOCUMENT else archive.read(name)
                target.writestr(name, content)
    return buffer.getvalue()


def shown_number(item: Node) -> int | None:
    """Return the number that Word shows before an item, if it is known."""
    digits = _mark_of(item)[0]
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None


def list_of(item: Node) -> str:
    """Return what Word knows an item's list by, if anything."""
    return _mark_of(item)[1]


def _mark_of(item: Node) -> tuple[str, str]:
    for node in item.elements:
        name = node.attributes.get("id", "")
        if node.tag == "a" and name.startswith(_NUMBER_ID):
            number, _, list_id = name.removeprefix(_NUMBER_ID).partition("-")
            return number, list_id
        if node.tag not in {"ul", "ol"} and (mark := _mark_of(node)) != ("", ""):
            return mark
    return "", ""


def safe_xml(data: bytes) -> etree._Element:
    """Parse a checked part: no entities, nothing fetched."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(data, parser)


@dataclass
class _Lists:
    """What the numbering part says, and how far each list has been counted."""

    root: etree._Element
    _kinds: dict[str, dict[int, tuple[int, bool]]] = field(default_factory=dict)
    _lists: dict[str, tuple[str, dict[int, int]]] = field(default_factory=dict)
    _counted: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._word = f"{{{etree.QName(self.root).namespace}}}"
        for kind in self._children(self.root, "abstractNum"):
            levels = {}
            for level in self._children(kind, "lvl"):
                is_decimal = self._value(level, "numFmt") in {"", "decimal", "decimalZero"}
                start = _integer(self._value(level, "start"), 1)
                levels[_integer(self._attribute(level, "ilvl"), 0)] = (start, is_decimal)
            self._kinds[self._attribute(kind, "abstractNumId")] = levels
        for each in self._children(self.root, "num"):
            starts = {
                _integer(self._attribute(level, "ilvl"), 0): _integer(given, 1)
                for level in self._children(each, "lvlOverride")
                if (given := self._value(level, "startOverride"))
            }
            kind_id = self._value(each, "abstractNumId")
            self._lists[self._attribute(each, "numId")] = (kind_id, starts)

    def next_number(self, list_id: str, level: int) -> int | None:
        """Count an item, and return its number; None where it shows none in digits."""
        kind, starts = self._lists.get(list_id, ("", {}))
        first, is_decimal = self._kinds.get(kind, {}).get(level, (1, False))
        counted = self._counted.setdefault(kind, {})
        if level in starts and (list_id, level) not in self._begun:
            counted[level] = starts[level]
        else:
            counted[level] = counted[level] + 1 if level in counted else starts.get(level, first)
        self._begun.add((list_id, level))
        for deeper in [each for each in counted if each > level]:
            del counted[deeper]
        return counted[level] if is_decimal and 0 <= counted[level] <= _LARGEST else None

    def _children(self, node: etree._Element, name: str) -> Iterator[etree._Element]:
        yield from node.iterchildren(f"{self._word}{name}")

    def _value(self, node: etree._Element, name: str) -> str:
        child = next(self._children(node, name), None)
        return "" if child is None else self._attribute(child, "val")

    def _attribute(self, node: etree._Element, name: str) -> str:
        return node.get(f"{self._word}{name}", "")


def _mark(root: etree._Element, lists: _Lists) -> int:
    """Put a bookmark where an item does not simply follow the one above; return how many."""
    word = f"{{{etree.QName(root).namespace}}}"
    marked = 0
    above: tuple[etree._Element, str, int] | None = None
    for place, properties in enumerate(list(root.iter(f"{word}numPr"))):
        details = {child.tag: child.get(f"{word}val", "") for child in properties}
        level = _integer(details.get(f"{word}ilvl", ""), 0)
        style = properties.getparent()
        paragraph = style.getparent() if style is not None else None
        if paragraph is None or paragraph.tag != f"{word}p" or not 0 <= level < _DEEPEST:
            continue
        list_id = details.get(f"{word}numId", "")
        number = lists.next_number(list_id, level)
        here = (paragraph.getprevious(), list_id, level)
        follows, above = here == above, (paragraph, list_id, level)
        if follows:
            continue
        mark = etree.Element(f"{word}bookmarkStart")
        mark.set(f"{word}id", f"9{place}")
        mark.set(f"{word}name", f"{_BOOKMARK}{_ANY if number is None else number}-{list_id}")
        style.addnext(mark)
        marked += 1
    return marked


def _integer(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default
