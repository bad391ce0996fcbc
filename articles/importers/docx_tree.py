"""A DOCX file as a small tree of HTML elements, by mammoth.

mammoth knows Word's styles, lists and notes. It is asked to read nothing but the bytes given: no
style map out of the document, no file or address that the document names, no picture.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

import mammoth
from lxml import etree

from articles.importers.document import ImportRefusedError
from articles.importers.docx_numbering import safe_xml, with_numbers
from articles.importers.docx_package import PackageFacts, check_package
from articles.importers.tree import ID_PREFIX, TITLE_CLASS, Node
from articles.importers.word_roles import style_map
from articles.importers.writing import DEEPEST_LIST

_VOID = frozenset({"br", "img", "input", "hr"})
_UNREADABLE = "An unrecognised element was ignored: "
_DEEPEST_WORD_LIST = 9
_PROPERTIES = "docProps/core.xml"


@dataclass(frozen=True)
class WordDocument:
    """A document's tree, and what was left out of it."""

    root: Node
    facts: PackageFacts
    pictures: int
    unreadable: Counter[str]
    #: What the document's properties call it.
    title: str = ""


def read_tree(data: bytes) -> WordDocument:
    """Check and parse the bytes of a DOCX file.

    Raises ImportRefusedError for what ``check_package`` refuses and what mammoth can't read.
    """
    facts = check_package(data)
    pictures: list[object] = []

    def drop_picture(picture: object) -> list[object]:
        pictures.append(picture)
        return []

    try:
        result: Any = mammoth.convert_to_html(
            io.BytesIO(with_numbers(data)),
            style_map=_STYLE_MAP,
            include_embedded_style_map=False,
            external_file_access=False,
            convert_image=drop_picture,
            id_prefix=ID_PREFIX,
        )
        builder = _TreeBuilder()
        builder.feed(result.value)
        builder.close()
    except Exception:  # noqa: BLE001 - mammoth raises whatever a malformed document leads it to
        raise ImportRefusedError("The DOCX file is damaged: its text can't be read.") from None
    unreadable = Counter(
        message.message.removeprefix(_UNREADABLE).rpartition("}")[2]
        for message in result.messages
        if message.message.startswith(_UNREADABLE)
    )
    return WordDocument(builder.root, facts, len(pictures), unreadable, _title(data))


def _title(data: bytes) -> str:
    """Return the title in the document's properties; a part that can't be read has none."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if _PROPERTIES not in archive.namelist():
            return ""
        try:
            root = safe_xml(archive.read(_PROPERTIES))
        except etree.XMLSyntaxError:
            return ""
    return root.findtext("{http://purl.org/dc/elements/1.1/}title") or ""


class _TreeBuilder(HTMLParser):
    """Builds the tree out of mammoth's HTML, which closes every element that it opens."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("body")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(node)
        if tag not in _VOID:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and len(self._open) > 1:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def _style_map() -> str:
    """Return the styles that mammoth does not map itself.

    Word has nine levels of lists, mammoth five. "List Bullet 2" is a second level by its name only.
    """
    lines = [f"p[style-name='Title'] => p.{TITLE_CLASS}:fresh"]
    for level in range(1, _DEEPEST_WORD_LIST + 1):
        outer = "ul|ol > li > " * (min(level, DEEPEST_LIST) - 1)
        for kind, tag in (("unordered", "ul"), ("ordered", "ol")):
            lines.append(f"p:{kind}-list({level}) => {outer}{tag} > li:fresh")
    named = []
    for level in (2, 3, 4, 5):
        outer = "ul|ol > li > " * (level - 1)
        named.append(f"p[style-name='List Bullet {level}'] => {outer}ul > li:fresh")
        named.append(f"p[style-name='List Number {level}'] => {outer}ol > li:fresh")
    return "\n".join([*named, *style_map(), *lines])


_STYLE_MAP = _style_map()
