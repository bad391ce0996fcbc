"""The styles, the lists and the carried references of our Word files (see ``word_roles``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Inches, Pt
from docx.text.paragraph import Paragraph

from articles.importers.word_roles import (
    CODE_RUN,
    HEADINGS,
    LITERAL_RUN,
    SPACED_ITEM,
    Role,
    item_style,
    references_part,
)

DEEPEST_LIST = 8

_CUSTOM_XML = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
_MONOSPACED = "Courier New"
_STEP = 0.25
_TWIPS = 360
_BULLETS = "\u2022\u25e6\u25aa"


def add_styles(document: Document) -> None:
    """Add the styles; what follows one of them in Word is ordinary text again."""
    styles: Any = document.styles
    based = {
        **dict.fromkeys(HEADINGS, "Heading 1"),
        Role.QUOTE: "Quote",
    }
    for role in Role:
        style = styles.add_style(role.style, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles[based.get(role, "Normal")]
        if role not in {Role.CODE, Role.REFERENCE}:
            style.next_paragraph_style = styles["Normal"]
    for role in (Role.BANNER, Role.TABLE_HEAD):
        styles[role.style].font.bold = True
    styles[Role.CODE.style].font.name = _MONOSPACED
    for level in range(1, DEEPEST_LIST + 1):
        style = styles.add_style(item_style(level), WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        style.paragraph_format.left_indent = Inches(_STEP * level)
    spaced = styles.add_style(SPACED_ITEM, WD_STYLE_TYPE.PARAGRAPH)
    spaced.base_style = styles["Normal"]
    spaced.paragraph_format.space_after = Pt(8)
    styles.add_style(LITERAL_RUN, WD_STYLE_TYPE.CHARACTER)
    styles.add_style(CODE_RUN, WD_STYLE_TYPE.CHARACTER).font.name = _MONOSPACED


def carry(document: Document, items: Sequence[Mapping[str, Any]]) -> None:
    """Let a document carry its references beside their printed words."""
    package = document.part.package
    name = PackURI(str(package.next_partname("/customXml/item%d.xml")))
    part = Part(name, "application/xml", references_part(items), package)
    document.part.relate_to(part, _CUSTOM_XML)


class Lists:
    """Numbers each list by Word's own means, so that an item that is added gets its number."""

    def __init__(self, document: Document) -> None:
        self._root: Any = document.part.numbering_part.element
        kinds = [
            int(kind.get(qn("w:abstractNumId"))) for kind in self._root.iter(qn("w:abstractNum"))
        ]
        nums = [int(num.get(qn("w:numId"))) for num in self._root.iter(qn("w:num"))]
        self._bullets = max(kinds, default=0) + 1
        self._next = max(nums, default=0) + 1
        first = self._root.find(qn("w:num"))
        place = len(self._root) if first is None else self._root.index(first)
        for offset, numbered in enumerate((False, True)):
            self._root.insert(place + offset, _kind(self._bullets + offset, numbered=numbered))

    def begin(self, *, ordered: bool, level: int, start: int) -> int:
        """Return the id of a new list whose items stand on a level, counted from 1."""
        kind = self._bullets + ordered
        begins = f'<w:startOverride w:val="{start}"/>'
        override = f'<w:lvlOverride w:ilvl="{level - 1}">{begins}</w:lvlOverride>'
        self._root.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{self._next}"><w:abstractNumId w:val="{kind}"/>'
                f"{override if ordered else ''}</w:num>"
            )
        )
        self._next += 1
        return self._next - 1


def put_in_list(paragraph: Paragraph, list_id: int, level: int) -> None:
    """Make a paragraph an item of a list."""
    number: Any = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    number.get_or_add_ilvl().val = level - 1
    number.get_or_add_numId().val = list_id


def _kind(number: int, *, numbered: bool) -> Any:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{"decimal" if numbered else "bullet"}"/>'
        f'<w:lvlText w:val="{f"%{level + 1}." if numbered else _BULLETS[level % len(_BULLETS)]}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{_TWIPS * (level + 1)}" '
        f'w:hanging="{_TWIPS}"/></w:pPr></w:lvl>'
        for level in range(DEEPEST_LIST)
    )
    return parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">'
        f'<w:multiLevelType w:val="hybridMultilevel"/>{levels}</w:abstractNum>'
    )
