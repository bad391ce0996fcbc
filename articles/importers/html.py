"""HTML: pages of the web, what Word and other editors save or put on the clipboard.

Headings, lists, tables and links are kept; a file keeps bold and italics as well. Everything else
is dropped, counted where it was something that somebody may miss. Nothing is fetched.

Numbers in brackets, ``[1]`` or ``[@key]``, are citations here, because whoever pastes a draft with
a reference list means them so. Word's footnotes become citations: of references when a file is
imported, of a list at the end of the text when it is pasted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.citations.syntax import is_citation
from articles.importers.blocks import BlockWriter, heading_level, is_title
from articles.importers.document import (
    NO_TITLE,
    ImportedArticle,
    ImportRefusedError,
    finished,
    footnote_reference,
)
from articles.importers.html_blocks import BlockReader
from articles.importers.html_tree import HtmlDocument, read_html_tree
from articles.importers.inline import Losses, inline, plain, unsafe_links
from articles.importers.opening import NO_QUESTION, find_question, find_title
from articles.importers.tree import Node
from articles.importers.writing import Item, MarkdownList, paragraph, write_blocks
from articles.sanitise import web_address
from articles.text import clean_text

# What ``escape_inline`` makes of a citation. Before "(" or ":" it could become something else.
_TYPED_CITATION = re.compile(r"\\\[([^\[\]\\\n]{1,200})\](?![(:])")
_KINDS = {
    "picture": "Pictures were left out",
    "comment": "Comments were left out",
    "deletion": "Deleted passages were left out",
    "hidden": "Hidden passages were left out",
    "embedded": "Embedded films, formulas or frames were left out",
    "control": "Buttons and fields of forms were left out",
    "menu": "Menus were left out",
}


def read_html(html: str) -> ImportedArticle:
    """Return the article that an HTML page holds.

    Raises ImportRefusedError for a page beyond the limits, and when question or text is missing.
    """
    text, warnings = clean_text(html)
    page = _Page(text, keeps_emphasis=True)
    question = find_question(page.blocks)
    if question is None:
        raise ImportRefusedError(NO_QUESTION)
    title = find_title(page.blocks, question)
    opening = [node for node in (question, title) if node is not None]
    clinician = page.markdown(
        [node for node in page.blocks if not any(node is taken for taken in opening)]
    )
    if not (title is not None or is_title(question) or heading_level(question)):
        warnings.append(NO_TITLE)
    return finished(
        ImportedArticle(
            question=plain(question.children),
            title=plain((title or question).children),
            clinician=clinician,
            references=[
                footnote_reference(str(number), plain(note.children), _first_address(note))
                for number, note in enumerate(page.cited_notes(), start=1)
            ],
            warnings=[*warnings, *page.warnings()],
        )
    )


def html_to_markdown(html: str) -> tuple[str, list[str]]:
    """Return HTML from a clipboard as Markdown, and what was lost or changed, in words.

    Kept are headings, lists, tables and links. Raises ImportRefusedError beyond the limits.
    """
    text, warnings = clean_text(html)
    page = _Page(text, keeps_emphasis=False)
    markdown = page.markdown(page.blocks)
    if notes := page.cited_notes():
        items = [Item([paragraph(inline(note.children, Losses()))]) for note in notes]
        markdown += "\n\n" + write_blocks([MarkdownList(ordered=True, items=items)])
        warnings.append(
            f"The text of the footnotes stands at its end ({len(notes)}): make references of them."
        )
    cleaned, more = clean_text(markdown)
    return cleaned, list(dict.fromkeys([*warnings, *more, *page.warnings()]))


@dataclass
class _Page:
    """A parsed page: its blocks, its footnotes, and what is lost when they are written."""

    document: HtmlDocument
    reader: BlockReader
    writer: BlockWriter
    blocks: list[Node]
    typed: int = 0

    def __init__(self, html: str, *, keeps_emphasis: bool) -> None:
        self.document = read_html_tree(html)
        self.reader = BlockReader(keeps_emphasis)
        self.writer = BlockWriter(Losses())
        self.blocks = self.reader.read(self.document.root)

    def markdown(self, blocks: Sequence[Node]) -> str:
        """Return blocks as Markdown."""
        return _TYPED_CITATION.sub(self._citation, write_blocks(self.writer.write(blocks)))

    def cited_notes(self) -> list[Node]:
        """Return the footnotes in the order in which the text cites them."""
        empty = Node("p")
        return [self.reader.notes.get(note, empty) for note in self.writer.losses.notes]

    def warnings(self) -> Iterator[str]:
        """Yield what was lost or changed, a sentence for each kind."""
        left_out = self.document.left_out
        for kind, words in _KINDS.items():
            if left_out[kind]:
                yield f"{words} ({left_out[kind]})."
        losses = self.writer.losses
        for count, words in (
            (losses.struck, "Struck-through words were kept as ordinary text"),
            (self.writer.merged_cells, "Merged table cells were separated"),
            (
                self.writer.nested_tables + self.reader.tables_in_lists,
                "Tables inside tables or lists were turned into words",
            ),
            (self.typed, "Numbers in brackets were taken for citations"),
        ):
            if count:
                yield f"{words} ({count})."
        yield from unsafe_links(losses)

    def _citation(self, found: re.Match[str]) -> str:
        """Return a typed citation as one, and everything else in brackets as it was."""
        bracketed = f"[{found[1]}]"
        if not is_citation(bracketed):
            return found[0]
        self.typed += 1
        return bracketed


def _first_address(note: Node) -> str:
    for child in note.elements:
        if address := web_address(child.attributes.get("href", "")) or _first_address(child):
            return address
    return ""
