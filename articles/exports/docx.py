"""A revision as a Word document, by python-docx.

Styles say what each paragraph is, so that what somebody edits in Word can be imported again.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches
from docx.text.paragraph import Paragraph
from markdown_it.tree import SyntaxTreeNode
from PIL import Image

from articles.citations.numbering import Numbering
from articles.citations.syntax import is_citation
from articles.exports.docx_styles import (
    DEEPEST_LIST,
    Lists,
    add_styles,
    carry,
    put_in_list,
)
from articles.exports.exported import Exported, legal, numbers_of, tree, words_of
from articles.importers.word_roles import CODE_RUN, LITERAL_RUN, SPACED_ITEM, Role, item_style
from articles.parser import OWN_IMAGE
from articles.sanitise import is_safe_link

_HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_WIDEST = Inches(6)
_DOTS_AN_INCH = 96
_DEEPEST_HEADING = 6
_BRACKETED = re.compile(r"(\[[^\[\]]{1,200}\])")


@dataclass(frozen=True)
class _Look:
    bold: bool = False
    italic: bool = False
    code: bool = False
    literal: bool = False


def write_docx(exported: Exported) -> bytes:
    """Return a revision as DOCX, the banner above it and on every page of unapproved text."""
    document = docx.Document()
    content = exported.document
    document.core_properties.title = legal(content["title"])[:255]
    document.core_properties.author = "; ".join(a["name"] for a in content["authors"])[:255]
    add_styles(document)
    if exported.banner:
        document.add_paragraph(exported.banner, Role.BANNER.style)
        document.sections[0].header.paragraphs[0].text = exported.banner
    document.add_heading(legal(content["title"]), 0)
    document.add_paragraph(legal(content["question"]), Role.QUESTION.style)
    authors = ", ".join(legal(_author(author)) for author in content["authors"])
    document.add_paragraph(authors, Role.AUTHORS.style)
    writer = _Writer(document, exported.numbering, exported.pictures, Lists(document))
    for heading, text in exported.texts:
        if heading:
            document.add_paragraph(heading, Role.PLAIN.style)
        writer.blocks(tree(text, exported.image_list).children, 0)
    if references := exported.references():
        document.add_paragraph("References", Role.REFERENCES.style)
        for number, _, words in references:
            document.add_paragraph(legal(f"{number}. {words}"), Role.REFERENCE.style)
        carry(document, content["references"])
    _contributions(document, exported)
    document.add_paragraph("Disclosure", Role.END.style)
    funding = f"Funding: {legal(content['funding']) or 'not stated'}"
    document.add_paragraph(funding, Role.FUNDING.style)
    document.add_paragraph(legal(content["disclaimer"]), Role.DISCLAIMER.style)
    signed = f"Revision {content['number']}, SHA-256 {exported.digest}"
    document.add_paragraph(signed, Role.REVISION.style)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@dataclass
class _Writer:
    """Writes blocks at the end of a document."""

    document: Document
    numbering: Numbering
    pictures: Mapping[str, Path]
    lists: Lists

    def blocks(self, nodes: list[SyntaxTreeNode], depth: int, style: str | None = None) -> None:
        for node in nodes:
            if node.type in {"bullet_list", "ordered_list"}:
                self._list(node, depth)
            elif node.type == "table":
                self._table(node)
            elif node.type == "blockquote":
                self.blocks(node.children, depth, Role.QUOTE.style)
            elif node.type != "hr":
                self._block(node, style)

    def _block(self, node: SyntaxTreeNode, style: str | None) -> None:
        if node.type == "heading":
            level = min(max(int(node.tag[1:]) - 1, 1), _DEEPEST_HEADING)
            self._inline(self.document.add_heading("", level), node.children, _Look())
        elif node.type in {"fence", "code_block"}:
            paragraph = self.document.add_paragraph(style=Role.CODE.style)
            self._run(paragraph, node.content.rstrip("\n"), _Look())
        else:
            self._inline(self.document.add_paragraph(style=style), node.children, _Look())

    def _list(self, node: SyntaxTreeNode, depth: int) -> None:
        """Write a list that Word numbers: each begins with its own number."""
        level = min(depth + 1, DEEPEST_LIST)
        ordered = node.type == "ordered_list"
        start = int(str(node.attrs.get("start", 1)))
        list_id = self.lists.begin(ordered=ordered, level=level, start=start)
        for item in node.children:
            is_first = True
            for block in item.children:
                if block.type != "paragraph":
                    self.blocks([block], depth + 1, item_style(level))
                    continue
                first_style = "List Paragraph" if block.hidden else SPACED_ITEM
                style = first_style if is_first else item_style(level)
                paragraph = self.document.add_paragraph(style=style)
                if is_first:
                    put_in_list(paragraph, list_id, level)
                self._inline(paragraph, block.children, _Look())
                is_first = False

    def _table(self, node: SyntaxTreeNode) -> None:
        rows = [row for part in node.children for row in part.children]
        table = self.document.add_table(rows=0, cols=len(rows[0].children), style="Table Grid")
        for row in rows:
            cells = table.add_row().cells
            for cell, source in zip(cells, row.children, strict=False):
                paragraph = cell.paragraphs[0]
                if source.type == "th":
                    paragraph.style = Role.TABLE_HEAD.style
                self._inline(paragraph, source.children, _Look())

    def _inline(self, paragraph: Paragraph, nodes: list[SyntaxTreeNode], look: _Look) -> None:
        for node in nodes:
            if node.type in {"inline", "strong", "em"}:
                inner = replace(
                    look,
                    bold=look.bold or node.type == "strong",
                    italic=look.italic or node.type == "em",
                )
                self._inline(paragraph, node.children, inner)
            elif node.type == "citation":
                numbers = ", ".join(map(str, numbers_of(node, self.numbering)))
                self._run(paragraph, f"[{numbers}]", look)
            elif node.type == "hardbreak":
                paragraph.add_run().add_break()
            elif node.type == OWN_IMAGE:
                self._picture(paragraph, node)
            elif node.type == "link":
                self._link(paragraph, node)
            elif node.type == "code_inline":
                self._run(paragraph, node.content, replace(look, code=True))
            else:
                self._words(paragraph, " " if node.type == "softbreak" else words_of(node), look)

    def _words(self, paragraph: Paragraph, text: str, look: _Look) -> None:
        """Write words; numbers in brackets that cite nothing are told from those that do."""
        for piece in _BRACKETED.split(text):
            if piece:
                self._run(paragraph, piece, replace(look, literal=is_citation(piece)))

    def _run(self, paragraph: Paragraph, text: str, look: _Look) -> None:
        run = paragraph.add_run(legal(text))
        run.bold = look.bold or None
        run.italic = look.italic or None
        if look.code or look.literal:
            run.style = CODE_RUN if look.code else LITERAL_RUN

    def _picture(self, paragraph: Paragraph, node: SyntaxTreeNode) -> None:
        """Put a picture with its alternative text, which stands alone where the file is gone."""
        image = node.meta["image"]
        path = self.pictures.get(image["digest"])
        if path is None or not path.is_file():
            self._run(paragraph, f"[Picture: {node.content}]", _Look(italic=True))
            return
        width = min(_WIDEST, Inches(image["width"] / _DOTS_AN_INCH))
        shape = paragraph.add_run().add_picture(_readable(path), width=width)
        shape._inline.docPr.set("descr", legal(node.content))

    def _link(self, paragraph: Paragraph, node: SyntaxTreeNode) -> None:
        href = str(node.attrs.get("href", ""))
        if not is_safe_link(href) or href.startswith(("#", "/")):
            self._run(paragraph, words_of(node), _Look())
            return
        relation = paragraph.part.relate_to(href, _HYPERLINK, is_external=True)
        link: Any = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), relation)
        run = paragraph.add_run(legal(words_of(node)))
        run.underline = True
        link.append(run._r)
        paragraph._p.append(link)


def _contributions(document: Document, exported: Exported) -> None:
    """Say who did what, and whom to write to, where it is known."""
    lines = []
    for author in exported.authors:
        said = ["corresponding author"] if author["corresponding"] else []
        said += author["roles"]
        if said:
            lines.append(f"{author['name']}: {'; '.join(said)}")
    if lines:
        document.add_paragraph("Contributions", Role.END.style)
    for line in lines:
        document.add_paragraph(legal(line), Role.CONTRIBUTION.style)


def _readable(path: Path) -> str | io.BytesIO:
    """Return a picture as Word can show it: WebP becomes PNG."""
    if path.suffix != ".webp":
        return str(path)
    buffer = io.BytesIO()
    with Image.open(path) as picture:
        picture.save(buffer, "PNG")
    buffer.seek(0)
    return buffer


def _author(author: Any) -> str:
    return " ".join(filter(None, (author["name"], author["credentials"])))
