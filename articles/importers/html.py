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
from html import unescape

from articles.citations.syntax import is_citation
from articles.importers.blocks import BlockWriter
from articles.importers.document import ImportedArticle, finished
from articles.importers.html_blocks import BlockReader
from articles.importers.html_tree import HtmlDocument, read_html_tree
from articles.importers.inline import Losses, inline, plain, unsafe_links
from articles.importers.linking import Note, link
from articles.importers.listed import kept_words, take_list
from articles.importers.opening import read_opening
from articles.importers.tree import Node
from articles.importers.typed_citations import Style, pieces
from articles.importers.writing import Item, MarkdownList, paragraph, write_blocks
from articles.sanitise import web_address
from articles.text import clean_text

# What ``escape_inline`` makes of a citation. Before "(" or ":" it could become something else.
_TYPED_CITATION = re.compile(r"\\\[([^\[\]\\\n]{1,200})\](?![(:])")
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{1,1000})</title>", re.IGNORECASE)
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

    Raises ImportRefusedError for a page beyond the limits, and when it holds no text.
    """
    text, warnings = clean_text(html)
    page = _Page(text, keeps_emphasis=True)
    titled = _TITLE.search(text)
    opening = read_opening(page.blocks, unescape(titled[1]) if titled else "")
    section = take_list(page.written(opening.text, 1))
    if section.entries and page.cited_notes():  # whose numbers are the list's
        section = take_list(page.written(opening.text, max(section.numbers) + 1))
    notes = [
        Note(str(number), plain(note.children), _first_address(note), name=str(place))
        for place, (number, note) in enumerate(page.numbered_notes(), start=1)
    ]
    linked = link([page.cited(section.text)], entries=section.entries, notes=notes)
    return finished(
        ImportedArticle(
            question=opening.question,
            title=opening.title,
            clinician=linked.texts[0],
            references=linked.references,
            question_wanted=opening.wanted,
            question_guess=opening.guess,
            warnings=[
                *warnings,
                *opening.warnings,
                *linked.warnings,
                *kept_words(section),
                *page.warnings(),
            ],
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
    raised = _raised_numbers(cleaned)
    return cleaned, list(dict.fromkeys([*warnings, *more, *page.warnings(), *raised]))


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
        """Return blocks as Markdown, in which typed citations are citations."""
        return self.cited(self.written(blocks, 1))

    def written(self, blocks: Sequence[Node], first_note: int) -> str:
        """Return blocks as Markdown, in which notes are numbered from a number on."""
        self.writer = BlockWriter(Losses(first_note))
        return write_blocks(self.writer.write(blocks))

    def cited(self, markdown: str) -> str:
        """Return Markdown with its typed citations as citations."""
        return _TYPED_CITATION.sub(self._citation, markdown)

    def cited_notes(self) -> list[Node]:
        """Return the footnotes in the order in which the text cites them."""
        return [note for _, note in self.numbered_notes()]

    def numbered_notes(self) -> Iterator[tuple[int, Node]]:
        """Yield the footnotes in that order, with their numbers."""
        empty = Node("p")
        for number, note in self.writer.losses.numbered():
            yield number, self.reader.notes.get(note, empty)

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


def _raised_numbers(markdown: str) -> Iterator[str]:
    """Yield a warning for raised numbers that may have been citations: here they cite nothing."""
    typed = [piece.typed for piece in pieces(markdown) if piece.typed]
    raised = [each for each in typed if each.style is Style.RAISED and not each.power]
    if raised:
        yield (
            f"Raised numbers stay text and cite nothing ({len(raised)}):"
            f" for a citation write [{raised[0].inside}]."
        )


def _first_address(note: Node) -> str:
    for child in note.elements:
        if address := web_address(child.attributes.get("href", "")) or _first_address(child):
            return address
    return ""
