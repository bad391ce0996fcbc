"""Word documents: question, title and text; notes become references.

The title is the paragraph of style "Title". Without one it is the first heading, if that comes
before all text but the question or is of a higher level than all others. The question is the first
paragraph, title or heading that ends in a question mark and stands before the first section.
Both are taken out of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from articles.importers.document import (
    NO_TITLE,
    ImportedArticle,
    ImportRefusedError,
    finished,
    footnote_reference,
    quoted,
)
from articles.importers.docx_blocks import BlockWriter, heading_level, is_title
from articles.importers.docx_inline import Losses, plain
from articles.importers.docx_tree import ID_PREFIX, Node, WordDocument, read_tree
from articles.importers.inspection import MOST_LINKS_NAMED
from articles.importers.writing import write_blocks
from articles.sanitise import web_address

_NOTE_IDS = tuple(f"{ID_PREFIX}{kind}-" for kind in ("footnote", "endnote"))
_BACK_LINK = "↑"
_TYPED_CITATION = re.compile(r"\\\[\d{1,3}(?:\s*[,;\u2013-]\s*\d{1,3})*\]")
_NO_QUESTION = (
    "There is no question: write a paragraph of its own that ends in a question mark before the "
    "first section."
)


def read_docx(data: bytes) -> ImportedArticle:
    """Return the article that a DOCX file holds.

    Raises ImportRefusedError for a file that can't be read or is beyond the limits, and when
    question or text is missing.
    """
    document = read_tree(data)
    notes = _notes(document.root)
    body = [node for node in document.root.elements if not _is_note_list(node)]
    question = _question(body)
    if question is None:
        raise ImportRefusedError(_NO_QUESTION)
    title = _title(body, question)
    opening = [node for node in (question, title) if node is not None]
    writer = BlockWriter(Losses())
    blocks = writer.write([node for node in body if not any(node is taken for taken in opening)])
    clinician = write_blocks(blocks)
    is_titled = title is not None or is_title(question) or heading_level(question)
    warnings = [] if is_titled else [NO_TITLE]
    warnings += _warnings(document, writer, clinician)
    if len(notes) > len(writer.losses.notes):
        warnings.append("Notes to the question or the title were left out.")
    return finished(
        ImportedArticle(
            question=plain(question.children),
            title=plain((title or question).children),
            clinician=clinician,
            references=[
                footnote_reference(str(number), *notes.get(note, ("", "")))
                for number, note in enumerate(writer.losses.notes, start=1)
            ],
            warnings=warnings,
        )
    )


def _question(body: Sequence[Node]) -> Node | None:
    """Return the element that asks the question.

    A paragraph may do so up to the first section, a heading only where no text stands before it.
    """
    headings_left = 0 if any(is_title(node) for node in body) else 1
    is_before_text = True
    for node in body:
        words = plain(node.children)
        is_heading = bool(heading_level(node))
        if words.endswith("?") and (node.tag == "p" or (is_heading and is_before_text)):
            return node
        headings_left -= is_heading
        if headings_left < 0:
            break
        if words and not is_heading and not is_title(node):
            is_before_text = False
    return None


def _title(body: Sequence[Node], question: Node) -> Node | None:
    """Return the element that is the title, or None where the question is all there is.

    Where the question has the look of a title itself, a heading below it is the title only if it
    is of a higher level than all others; otherwise it begins the first section.
    """
    others = [node for node in body if node is not question and plain(node.children)]
    titled = next((node for node in others if is_title(node)), None)
    headings = [node for node in others if heading_level(node)]
    if titled is not None or not headings:
        return titled
    first = headings[0]
    is_first = others[0] is first
    is_highest = all(heading_level(node) > heading_level(first) for node in headings[1:])
    if is_title(question) or heading_level(question):
        return first if is_first and is_highest else None
    return first if is_first or (is_highest and len(headings) > 1) else None


def _notes(root: Node) -> dict[str, tuple[str, str]]:
    """Return the notes' words and the first web address of each, by mammoth's ids."""
    return {
        note.attributes["id"]: (
            plain(note.children).removesuffix(_BACK_LINK).rstrip(),
            next(filter(None, _addresses(note)), ""),
        )
        for node in root.elements
        if _is_note_list(node)
        for note in node.elements
    }


def _is_note_list(node: Node) -> bool:
    """Tell whether a list is the one that mammoth makes of the notes: only it has ids."""
    return node.tag == "ol" and any(
        item.attributes.get("id", "").startswith(_NOTE_IDS) for item in node.elements
    )


def _addresses(node: Node) -> Iterator[str]:
    for child in node.elements:
        yield web_address(child.attributes.get("href", ""))
        yield from _addresses(child)


def _warnings(document: WordDocument, writer: BlockWriter, text: str) -> Iterator[str]:
    losses = writer.losses
    for count, words in (
        (document.facts.comments, "Comments were left out"),
        (document.pictures, "Pictures were left out"),
        (document.facts.changes, "Tracked changes were taken as accepted"),
        (losses.struck, "Struck-through words were kept as ordinary text"),
        (writer.merged_cells, "Merged table cells were separated"),
        (writer.nested_tables, "Tables inside tables were turned into words"),
        (len(_TYPED_CITATION.findall(text)), "Numbers in brackets are text: cite with footnotes"),
    ):
        if count:
            yield f"{words} ({count})."
    for name, count in sorted(document.unreadable.items()):
        yield f"Parts of the kind “{name}” can't be imported and were left out ({count})."
    for href in losses.unsafe_links[:MOST_LINKS_NAMED]:
        yield f"The link to {quoted(href)} is not safe and was turned into text."
    if more := len(losses.unsafe_links[MOST_LINKS_NAMED:]):
        yield f"More links are not safe and were turned into text ({more})."
