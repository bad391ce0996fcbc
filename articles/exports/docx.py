"""A revision as a Word document, by python-docx."""

from __future__ import annotations

import io
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
from articles.exports.exported import Exported, legal, numbers_of, tree, words_of
from articles.parser import OWN_IMAGE
from articles.sanitise import is_web_address

_HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_DEEPEST_STYLE = 3
_WIDEST = Inches(6)
_DOTS_AN_INCH = 96
_DEEPEST_HEADING = 6


@dataclass(frozen=True)
class _Look:
    bold: bool = False
    italic: bool = False
    code: bool = False


def write_docx(exported: Exported) -> bytes:
    """Return a revision as DOCX, the banner above it and on every page of unapproved text."""
    document = docx.Document()
    content = exported.document
    document.core_properties.title = legal(content["title"])[:255]
    document.core_properties.author = "; ".join(a["name"] for a in content["authors"])[:255]
    if exported.banner:
        document.add_paragraph().add_run(exported.banner).bold = True
        document.sections[0].header.paragraphs[0].text = exported.banner
    document.add_heading(legal(content["title"]), 0)
    document.add_paragraph(legal(content["question"]))
    document.add_paragraph(", ".join(legal(_author(author)) for author in content["authors"]))
    writer = _Writer(document, exported.numbering, exported.pictures)
    for heading, text in exported.texts:
        if heading:
            document.add_heading(heading, 1)
        writer.blocks(tree(text, exported.image_list).children, 0)
    if references := exported.references():
        document.add_heading("References", 1)
        for number, _, words in references:
            document.add_paragraph(legal(f"{number}. {words}"))
    _contributions(document, exported)
    document.add_heading("Disclosure", 1)
    document.add_paragraph(f"Funding: {legal(content['funding']) or 'not stated'}")
    document.add_paragraph(legal(content["disclaimer"]))
    document.add_paragraph(f"Revision {content['number']}, SHA-256 {exported.digest}")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@dataclass
class _Writer:
    """Writes blocks at the end of a document."""

    document: Document
    numbering: Numbering
    pictures: Mapping[str, Path]

    def blocks(self, nodes: list[SyntaxTreeNode], depth: int) -> None:
        for node in nodes:
            if node.type in {"bullet_list", "ordered_list"}:
                self._list(node, depth)
            elif node.type == "table":
                self._table(node)
            elif node.type == "blockquote":
                self.blocks(node.children, depth)
            elif node.type != "hr":
                self._block(node)

    def _block(self, node: SyntaxTreeNode) -> None:
        if node.type == "heading":
            level = min(max(int(node.tag[1:]) - 1, 1), _DEEPEST_HEADING)
            self._inline(self.document.add_heading("", level), node.children, _Look())
        elif node.type in {"fence", "code_block"}:
            self._run(self.document.add_paragraph(), node.content.rstrip("\n"), _Look(code=True))
        else:
            self._inline(self.document.add_paragraph(), node.children, _Look())

    def _list(self, node: SyntaxTreeNode, depth: int) -> None:
        """Write a list; numbers are written out, so that each list begins with its own."""
        number = int(str(node.attrs.get("start", 1)))
        level = min(depth + 1, _DEEPEST_STYLE)
        for offset, item in enumerate(node.children):
            is_first = True
            for block in item.children:
                if block.type != "paragraph":
                    self.blocks([block], depth + 1)
                    continue
                style = (
                    "List Continue"
                    if node.type == "ordered_list" or not is_first
                    else "List Bullet"
                )
                name = style if level == 1 else f"{style} {level}"
                paragraph = self.document.add_paragraph(style=name)
                if is_first and node.type == "ordered_list":
                    paragraph.add_run(f"{number + offset}. ")
                self._inline(paragraph, block.children, _Look())
                is_first = False

    def _table(self, node: SyntaxTreeNode) -> None:
        rows = [row for part in node.children for row in part.children]
        table = self.document.add_table(rows=0, cols=len(rows[0].children), style="Table Grid")
        for row in rows:
            cells = table.add_row().cells
            for cell, source in zip(cells, row.children, strict=False):
                look = _Look(bold=source.type == "th")
                self._inline(cell.paragraphs[0], source.children, look)

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
            else:
                is_code = node.type == "code_inline"
                text = " " if node.type == "softbreak" else words_of(node)
                self._run(paragraph, text, replace(look, code=is_code))

    def _run(self, paragraph: Paragraph, text: str, look: _Look) -> None:
        run = paragraph.add_run(legal(text))
        run.bold = look.bold or None
        run.italic = look.italic or None
        if look.code:
            run.font.name = "Courier New"

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
        if not is_web_address(href):
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
        document.add_heading("Contributions", 1)
    for line in lines:
        document.add_paragraph(legal(line))


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
