"""Word documents: question, title and text; notes and listed references become references.

What is taken for question and title is said in ``opening``; both are taken out of the text. What
is taken for the list of references is said in ``listed``, and what cites it in ``linking``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from articles.importers.blocks import BlockWriter
from articles.importers.document import ImportedArticle, finished
from articles.importers.docx_own import OwnDocument, own_blocks, read_own
from articles.importers.docx_tree import WordDocument, read_tree
from articles.importers.entries import numbered
from articles.importers.inline import Losses, plain, unsafe_links
from articles.importers.linking import Note, link
from articles.importers.listed import kept_words, take_list
from articles.importers.opening import read_opening
from articles.importers.tree import ID_PREFIX, Node
from articles.importers.word_roles import Carried
from articles.importers.writing import write_blocks
from articles.sanitise import web_address

_NOTE_IDS = tuple(f"{ID_PREFIX}{kind}-" for kind in ("footnote", "endnote"))
_OWN = (
    "The file is an export of this site: its banner, the authors and what each did, and the digest "
    "of the revision were left out."
)
_BACK_LINK = "↑"
_TYPED_CITATION = re.compile(r"\\\[\d{1,3}(?:\s*[,;\u2013-]\s*\d{1,3})*\]")


def read_docx(data: bytes) -> ImportedArticle:
    """Return the article that a DOCX file holds.

    Raises ImportRefusedError for a file that can't be read or is beyond the limits, and when it
    holds no text.
    """
    document = read_tree(data)
    notes = _notes(document.root)
    body = [node for node in document.root.elements if not _is_note_list(node)]
    if own := own_blocks(body):
        return _own_article(document, read_own(own, Carried(data)), notes)
    opening = read_opening(body, document.title)
    writer, text = _written(opening.text, 1)
    section = take_list(text)
    if section.entries and writer.losses.notes:  # whose numbers are the list's
        writer, text = _written(opening.text, max(section.numbers) + 1)
        section = take_list(text)
    linked = link([section.text], entries=section.entries, notes=_cited(writer, notes), typed=True)
    warnings = [*opening.warnings, *linked.warnings, *kept_words(section)]
    warnings += _warnings(document, writer, notes)
    if not section.entries and (left := len(_TYPED_CITATION.findall(section.text))):
        warnings.append(
            f"Numbers in brackets are text, because there is no list of references ({left})."
        )
    return finished(
        ImportedArticle(
            question=opening.question,
            title=opening.title,
            clinician=linked.texts[0],
            references=linked.references,
            question_wanted=opening.wanted,
            question_guess=opening.guess,
            warnings=warnings,
        )
    )


def _own_article(
    document: WordDocument, own: OwnDocument, notes: Mapping[str, tuple[str, str]]
) -> ImportedArticle:
    """Return the article of an export that came back."""
    writer = BlockWriter(Losses(max(numbered(own.entries), default=0) + 1), is_exact=True)
    texts = [write_blocks(writer.write(blocks)) for blocks in (own.clinician, own.plain)]
    linked = link(
        texts,
        entries=own.entries,
        notes=_cited(writer, notes),
        typed=True,
        brackets_only=True,
    )
    return finished(
        ImportedArticle(
            question=own.question,
            title=own.title or own.question,
            clinician=linked.texts[0],
            plain=linked.texts[1],
            references=linked.references,
            funding=own.funding,
            disclaimer=own.disclaimer,
            question_guess=own.title,
            warnings=[*linked.warnings, _OWN, *_warnings(document, writer, notes)],
        )
    )


def _cited(writer: BlockWriter, notes: Mapping[str, tuple[str, str]]) -> list[Note]:
    """Return the notes that were cited, named by their order."""
    numbered_notes = enumerate(writer.losses.numbered(), start=1)
    return [
        Note(str(number), *notes.get(note, ("", "")), name=str(place))
        for place, (number, note) in numbered_notes
    ]


def _written(body: Sequence[Node], first_note: int) -> tuple[BlockWriter, str]:
    """Return the text below the opening, and what wrote it."""
    writer = BlockWriter(Losses(first_note))
    return writer, write_blocks(writer.write(body))


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


def _warnings(
    document: WordDocument, writer: BlockWriter, notes: Mapping[str, tuple[str, str]]
) -> Iterator[str]:
    losses = writer.losses
    for count, words in (
        (document.facts.comments, "Comments were left out"),
        (document.pictures, "Pictures were left out"),
        (document.facts.changes, "Tracked changes were taken as accepted"),
        (losses.struck, "Struck-through words were kept as ordinary text"),
        (writer.merged_cells, "Merged table cells were separated"),
        (writer.nested_tables, "Tables inside tables were turned into words"),
    ):
        if count:
            yield f"{words} ({count})."
    for name, count in sorted(document.unreadable.items()):
        yield f"Parts of the kind “{name}” can't be imported and were left out ({count})."
    yield from unsafe_links(losses)
    if len(notes) > len(losses.notes):
        yield "Notes to the question or the title were left out."
