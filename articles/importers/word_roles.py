"""What the paragraphs of our own Word files are, told by the names of their styles.

The export writes them and the importer reads them back, so that a text can be edited in Word. A
reference travels beside its printed words as well, in a part that Word keeps: it counts only where
the words that it would be printed with are those that stand in the document.
"""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from lxml import etree

from articles.canonical import canonical
from articles.citations.fields import reference_key
from articles.citations.syntax import is_citation
from articles.citations.vancouver import entry
from articles.importers.docx_numbering import safe_xml
from articles.importers.tree import ID_PREFIX, LITERAL_CLASS, Node
from articles.text import clean_json

BANNER = "Educational purpose only \u2022 Exercise caution as content is pending human review"
PREFIX = "Imprimatur "
REFERENCES_ELEMENT = "{urn:imprimatur:references:1}references"
MISSING = "\u201c{}\u201d is cited but not listed."

_MISSING = re.compile("\u201c(.{1,200})\u201d is cited but not listed\\.")
_TAG = re.compile(r"<[^>]*>")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PART = re.compile(r"customXml/item\d{1,4}\.xml")
_MOST_PARTS = 20
_MOST_ITEMS = 500
_LONGEST_ITEM = 50_000
_DEEPEST_ITEM = 8
_LEVEL = "ul|ol > li > "


class Role(StrEnum):
    """A style's name behind the prefix."""

    BANNER = "Banner"
    QUESTION = "Question"
    AUTHORS = "Authors"
    PLAIN = "Plain Language"
    REFERENCES = "References"
    REFERENCE = "Reference"
    END = "End Matter"
    CONTRIBUTION = "Contribution"
    FUNDING = "Funding"
    DISCLAIMER = "Disclaimer"
    REVISION = "Revision"
    QUOTE = "Quote"
    CODE = "Code"
    TABLE_HEAD = "Table Head"

    @property
    def style(self) -> str:
        """The name of the style."""
        return f"{PREFIX}{self.value}"

    @property
    def class_name(self) -> str:
        """The class of such a paragraph in the tree."""
        return f"{ID_PREFIX}{self.value.lower().replace(' ', '-')}"


HEADINGS = (Role.PLAIN, Role.REFERENCES, Role.END)
CODE_RUN = f"{PREFIX}Code Word"
#: Of an item with space around it, as Markdown has it between blank lines.
SPACED_ITEM = f"{PREFIX}Spaced Item"
LITERAL_RUN = f"{PREFIX}Words"


def item_style(level: int) -> str:
    """Return the style of a further paragraph of a list's item; levels count from 1."""
    return f"{PREFIX}Item {min(level, _DEEPEST_ITEM)}"


def style_map() -> list[str]:
    """Return how mammoth is to read the styles."""
    lines = [
        f"r[style-name='{CODE_RUN}'] => code",
        f"r[style-name='{LITERAL_RUN}'] => span.{LITERAL_CLASS}",
    ]
    for role in Role:
        path = f"{'h1' if role in HEADINGS else 'p'}.{role.class_name}"
        if role is Role.QUOTE:
            path = "blockquote > p"
        elif role is Role.CODE:
            path = "pre"
        elif role is Role.TABLE_HEAD:
            path = "p"
        lines.append(f"p[style-name='{role.style}'] => {path}:fresh")
    for level in range(1, _DEEPEST_ITEM + 1):
        outer = _LEVEL * (level - 1)
        for kind, tag in (("unordered", "ul"), ("ordered", "ol")):
            spaced = f"p[style-name='{SPACED_ITEM}']:{kind}-list({level})"
            lines.append(f"{spaced} => {outer}{tag} > li:fresh > p:fresh")
        lines.append(f"p[style-name='{item_style(level)}'] => {outer}{_LEVEL}p:fresh")
    return lines


def role_of(node: Node) -> Role | None:
    """Return what a block of the tree is, or None for a part of the text."""
    name = node.attributes.get("class", "")
    return next((role for role in Role if role.class_name == name), None)


def legal(text: str) -> str:
    """Return a text without the characters that XML has no place for."""
    return _ILLEGAL.sub("", text)


def printed(item: Mapping[str, Any]) -> str:
    """Return a reference as our documents print it, without marks."""
    return html.unescape(_TAG.sub("", entry(item)))


def missing_key(words: str) -> str:
    """Return the key that an entry says is cited but not listed, or ""."""
    found = _MISSING.fullmatch(words)
    return found[1] if found else ""


def references_part(items: Sequence[Mapping[str, Any]]) -> bytes:
    """Return the part that carries references."""
    root = etree.Element(REFERENCES_ELEMENT)
    root.text = json.dumps([dict(item) for item in items])  # ASCII: nothing that XML refuses
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


class Carried:
    """The references that a checked file carries, to be had by the words that they print."""

    def __init__(self, data: bytes) -> None:
        self._items: dict[str, list[tuple[int, dict[str, Any]]]] = {}
        keys: set[str] = set()
        for place, item in enumerate(_carried(data)):
            if reference_key(item) not in keys:
                keys.add(reference_key(item))
                self._items.setdefault(_spaced(printed(item)), []).append((place, item))

    def take(self, words: str) -> tuple[int, dict[str, Any]] | None:
        """Return the next reference that prints as these words, each once, and its place."""
        found = self._items.get(_spaced(words))
        return found.pop(0) if found else None


def _spaced(words: str) -> str:
    return " ".join(legal(words).split())


def _carried(data: bytes) -> list[dict[str, Any]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if _PART.fullmatch(name)]
        for name in names[:_MOST_PARTS]:
            try:
                root = safe_xml(archive.read(name))
                values = json.loads(root.text or "") if root.tag == REFERENCES_ELEMENT else None
            except (etree.XMLSyntaxError, ValueError, RecursionError):
                continue
            if isinstance(values, list):
                return [item for value in values[:_MOST_ITEMS] if (item := _item(value))]
    return []


def _item(value: Any) -> dict[str, Any]:
    """Return a reference as it may be kept, or nothing for what is none."""
    try:
        item: Any = clean_json(value)
        if len(canonical(item)) > _LONGEST_ITEM:
            return {}
    except (ValueError, RecursionError):
        return {}
    key = item.get("id") if isinstance(item, dict) else None
    return item if isinstance(key, str) and is_citation(f"[@{key}]") else {}
