"""Markdown files, with YAML front matter or without.

Question and title come from the front matter. Without it, the title is the first heading of the
first level, and the question is the first of these that ends in a question mark: that heading, or
a paragraph of one line before the first heading of a lower level. Both are taken out of the text.

A line ``<!-- plain-language -->`` ends the clinician's text and begins the plain-language text.
Footnotes (``[^1]: Smith 2020``) become references of the same key, and so does a list of references
at the end (``listed``) where the front matter has none. All else stays as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count, pairwise
from typing import Any

from markdown_it.token import Token

from articles.citations.numbering import number_references
from articles.importers.document import (
    NO_TITLE,
    ImportedArticle,
    ImportRefusedError,
    finished,
    leading_blank_lines,
    quoted,
)
from articles.importers.exact import is_exported, read_exported_markdown
from articles.importers.front_matter import split_front_matter
from articles.importers.inspection import Inspected, inert_parts, inspect, plain_words
from articles.importers.linking import Linked, Note, link, renamed_notes
from articles.importers.listed import kept_words, take_list
from articles.importers.metadata import Metadata, read_metadata
from articles.markup import cited_keys
from articles.parser import plain_text
from articles.text import clean_text

PLAIN_MARK = "<!-- plain-language -->"

_FOOTNOTE = re.compile(r" {0,3}\[\^(?P<key>\w[\w:.#$%&+?~/-]{0,199})\]:[ \t]*(?P<text>\S.*)")
_NO_QUESTION = (
    "There is no question: neither “question: …” in the front matter nor a line of its own that "
    "ends in a question mark before the first section."
)


def read_markdown(raw: str) -> ImportedArticle:
    """Return the article that a Markdown text holds.

    Raises ImportRefusedError, in words, for front matter that can't be used, and when there is no
    text.
    """
    text, warnings = clean_text(raw)
    front = split_front_matter(text, 1 + leading_blank_lines(raw))
    if is_exported(front.values):
        return read_exported_markdown(front, PLAIN_MARK)
    metadata = read_metadata(front)
    inspected = inspect(front.body, front.body_line)
    warnings += metadata.warnings
    lines: list[str | None] = list(front.body.split("\n"))
    marker = _marker(inspected, metadata)
    notes = list(_take_footnotes(inspected, lines, metadata))
    opening = _Opening(metadata.question, metadata.title)
    opening.read(inspected.tokens, marker)
    if opening.question and not opening.title:
        warnings.append(NO_TITLE)
    for number in opening.taken:
        lines[number] = None
    texts = [_joined(lines[:marker]), metadata.plain or _joined(lines[marker + 1 :])]
    linked = _linked(texts, notes, metadata)
    # Numbers that were raised in HTML are citations now, or still HTML.
    is_raised = any("<sup>" in text for text in linked.texts)
    understood = {PLAIN_MARK} if is_raised else {PLAIN_MARK, "<sup>", "</sup>"}
    warnings += inert_parts(inspected, understood)
    return finished(
        ImportedArticle(
            question=opening.question,
            title=opening.title or opening.question,
            clinician=linked.texts[0],
            plain=linked.texts[1],
            references=linked.references,
            specialty=metadata.specialty,
            kind=metadata.kind,
            ai=metadata.ai,
            funding=metadata.funding,
            source_updated_on=metadata.updated,
            coauthors=metadata.coauthors,
            slug=metadata.slug,
            question_wanted="" if opening.question else _NO_QUESTION,
            question_guess=opening.title or opening.first_heading,
            warnings=[*warnings, *linked.warnings],
        )
    )


def _linked(texts: Sequence[str], notes: Sequence[Note], metadata: Metadata) -> Linked:
    """Return the texts without their list of references, and all references."""
    sections = [take_list(text) for text in texts]
    chosen = next((each for each in sections if each.entries), None)
    warnings = [warning for each in sections for warning in kept_words(each)]
    if chosen is not None and metadata.references:
        warnings.append(
            f"The section {quoted(chosen.name)} stays in the text, because the front matter lists "
            "references already."
        )
        chosen = None
    entries = chosen.entries if chosen else ()
    names = _names_beside(notes, chosen.numbers if chosen else ())
    renamed = [replace(note, key=names.get(note.key, note.key), name=note.key) for note in notes]
    left = [
        renamed_notes(each.text if each is chosen else text, names)
        for text, each in zip(texts, sections, strict=True)
    ]
    linked = link(left, entries=entries, notes=renamed, given=metadata.references)
    warnings = [*linked.warnings, *warnings]
    if not entries:
        warnings += _missing_references(linked.references, *linked.texts)
    return replace(linked, warnings=warnings)


def _names_beside(notes: Sequence[Note], numbers: Sequence[int]) -> dict[str, str]:
    """Return other keys for the footnotes whose keys are numbers of a list."""
    taken = {*map(str, numbers), *(note.key for note in notes)}
    free = (str(number) for number in count(1) if str(number) not in taken)
    return {note.key: next(free) for note in notes if note.key in set(map(str, numbers))}


@dataclass
class _Opening:
    """Question and title, and the lines of the body on which they were found."""

    question: str
    title: str
    taken: set[int] = field(default_factory=set)
    first_heading: str = ""

    def read(self, tokens: Sequence[Token], end: int) -> None:
        """Look for what the front matter did not say, up to the line ``end``.

        A first heading that repeats the front matter's title is taken out as well.
        """
        is_first_heading = is_before_sections = True
        for token, inline in pairwise(tokens):
            if token.level or not token.map or token.map[0] >= end:
                continue
            words = " ".join(plain_text(inline.children or ()).split())
            if token.type == "heading_open" and token.tag == "h1":
                if is_first_heading:
                    self._read_title(token.map, words)
                is_first_heading = False
            elif token.type == "heading_open":
                self.first_heading = self.first_heading or words
                is_before_sections = False
            elif token.type == "paragraph_open" and is_before_sections:
                self._read_paragraph(token.map, words)

    def _read_title(self, lines: Sequence[int], words: str) -> None:
        if not self.question and words.endswith("?"):
            self.question = words
        if not self.title or self.title == words:
            self.title = words
            self.taken.update(range(*lines))

    def _read_paragraph(self, lines: Sequence[int], words: str) -> None:
        if not self.question and words.endswith("?") and lines[1] - lines[0] == 1:
            self.question = words
            self.taken.update(range(*lines))


def _marker(inspected: Inspected, metadata: Metadata) -> int:
    """Return the line, counted from 0, that divides the body; past its end if none does."""
    found = [
        token
        for token in inspected.tokens
        if token.type == "html_block" and not token.level and token.content.strip() == PLAIN_MARK
    ]
    if len(found) > 1:
        raise ImportRefusedError(
            f"Line {inspected.line(found[1])}: “{PLAIN_MARK}” is there a second time."
        )
    if found and metadata.plain:
        raise ImportRefusedError(
            f"Line {inspected.line(found[0])}: “{PLAIN_MARK}” begins a plain-language text, "
            "but the front matter has one already."
        )
    return found[0].map[0] if found and found[0].map else len(inspected.text.split("\n"))


def _take_footnotes(
    inspected: Inspected, lines: list[str | None], metadata: Metadata
) -> Iterator[Note]:
    """Yield the footnotes, and take their lines out of ``lines``."""
    code = inspected.code_lines()
    known = {reference["id"] for reference in metadata.references}
    for number, line in enumerate(inspected.text.split("\n")):
        footnote = None if number in code else _FOOTNOTE.fullmatch(line)
        if footnote is None:
            continue
        words = [footnote["text"]]
        lines[number] = None
        for after in range(number + 1, len(lines)):
            continuation = lines[after]
            if not continuation or not continuation[0].isspace():
                break
            words.append(continuation.strip())
            lines[after] = None
        key = footnote["key"]
        if key in known:
            at = inspected.first_line + number
            raise ImportRefusedError(f"Line {at}: there is a reference “{key}” already.")
        known.add(key)
        yield Note(key, *plain_words(" ".join(words)))


def _joined(lines: Sequence[str | None]) -> str:
    return "\n".join(line for line in lines if line is not None)


def _missing_references(
    references: Sequence[dict[str, Any]], clinician: str, plain: str
) -> Iterator[str]:
    listed = [str(reference["id"]) for reference in references]
    missing = number_references(listed, cited_keys(clinician), cited_keys(plain)).missing
    if missing:
        keys = ", ".join(f"“{key}”" for key in missing)
        yield f"Cited, but not in the reference list: {keys}."
