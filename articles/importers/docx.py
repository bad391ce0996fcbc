"""Word documents: question, title and text; notes become references.

What is taken for question and title is said in ``opening``; both are taken out of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.importers.blocks import BlockWriter, heading_level, is_title
from articles.importers.document import (
    NO_TITLE,
    ImportedArticle,
    ImportRefusedError,
    finished,
    footnote_reference,
)
from articles.importers.docx_tree import WordDocument, read_tree
from articles.importers.inline import Losses, plain, unsafe_links
from articles.importers.opening import NO_QUESTION, find_question, find_title
from articles.importers.tree import ID_PREFIX, Node
from articles.importers.writing import write_blocks
from articles.sanitise import web_address

_NOTE_IDS = tuple(f"{ID_PREFIX}{kind}-" for kind in ("footnote", "endnote"))
_BACK_LINK = "↑"
_TYPED_CITATION = re.compile(r"\\\[\d{1,3}(?:\s*[,;\u2013-]\s*\d{1,3})*\]")


def read_docx(data: bytes) -> ImportedArticle:
    """Return the article that a DOCX file holds.

    Raises ImportRefusedError for a file that can't be read or is beyond the limits, and when
    question or text is missing.
    """
    document = read_tree(data)
    notes = _notes(document.root)
    body = [node for node in document.root.elements if not _is_note_list(node)]
    question = find_question(body)
    if question is None:
        raise ImportRefusedError(NO_QUESTION)
    title = find_title(body, question)
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
    yield from unsafe_links(losses)
