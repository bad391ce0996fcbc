"""DOCX files made by the tests: by python-docx, and with single parts put in or replaced."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def saved(document: Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def word_file(*blocks: str | tuple[str, str]) -> bytes:
    """A file with nothing but paragraphs, or pairs of a style's id and a paragraph.

    python-docx takes a third of a second for its template; this takes none.
    """
    pairs = [("Normal", block) if isinstance(block, str) else block for block in blocks]
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'
        for style, text in pairs
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{style}"/></w:style>'
        for style in ("Normal", "Title")
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr(
            "word/document.xml",
            f"<w:document {nsdecls('w')}><w:body>{body}</w:body></w:document>",
        )
        archive.writestr("word/styles.xml", f"<w:styles {nsdecls('w')}>{styles}</w:styles>")
    return buffer.getvalue()


def with_parts(data: bytes, parts: Mapping[str, bytes | str]) -> bytes:
    """The file with some of its parts replaced, or added."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            if name not in parts:
                target.writestr(name, source.read(name))
        for name, content in parts.items():
            target.writestr(name, content)
    return buffer.getvalue()


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def add_note(paragraph: Paragraph, number: int, kind: str = "footnote") -> None:
    """Put the place of a note at the end of a paragraph."""
    reference = OxmlElement(f"w:{kind}Reference")
    reference.set(qn("w:id"), str(number))
    paragraph.add_run()._r.append(reference)


def notes(kind: str = "footnote", **texts: str) -> dict[str, str]:
    """The part that holds the notes, for ``with_parts``: ``notes(n1="Smith 2020")``."""
    items = "".join(
        f'<w:{kind} w:id="{name[1:]}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:{kind}>'
        for name, text in texts.items()
    )
    part_name = f"word/{kind}s.xml"
    return {part_name: f"<w:{kind}s {nsdecls('w')}>{items}</w:{kind}s>"}


def add_link(paragraph: Paragraph, href: str, text: str) -> None:
    relation = paragraph.part.relate_to(href, f"{RELATIONSHIPS}/hyperlink", is_external=True)
    paragraph._p.append(
        parse_xml(
            f'<w:hyperlink {nsdecls("w", "r")} r:id="{relation}"><w:r><w:t xml:space="preserve">'
            f"{text}</w:t></w:r></w:hyperlink>"
        )
    )


def add_xml(paragraph: Paragraph, xml: str) -> None:
    """Put an element of WordprocessingML into a paragraph."""
    name, _, rest = xml.partition(">")
    paragraph._p.append(parse_xml(f"{name} {nsdecls('w', 'm')}>{rest}"))
