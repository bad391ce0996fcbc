"""The sentences of a Markdown text, each with its place: for checks and reading levels.

A sentence keeps its words as a reader sees them, whether it carries a citation, and where in the
source the block that it stands in begins and ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise

from markdown_it.token import Token

from articles.citations.syntax import CITATION
from articles.markup import render
from articles.parser import make_parser
from articles.text import strip_hidden

#: Stands for a citation while a text is cut into sentences.
_CITED = "\ue00f"
_END = re.compile(
    rf"[.!?\u2026][\"'\u201d\u2019)\]]*(?:\s*{_CITED})*"
    # What begins a sentence; "eGFR" and "pH" do as well.
    r"(?=\s+[\"'\u201c\u2018(\[]*(?:[A-Z0-9\u00c0-\u00de]|[a-z]{1,2}[A-Z])|\s*$)"
)
_NO_END = re.compile(
    r"(?:\b(?:e\.g|i\.e|vs|approx|resp|cf|Dr|Prof|Mr|Mrs|Ms|St|No|Fig|al|ca|incl)|\b[A-Z])\.$"
)
#: A letter that ends a sentence after all: it is no initial.
_NO_INITIAL = re.compile(
    r"\b(?:hepatitis|vitamin|influenza|protein|factor|group|class|type|grade|stage|arm|child"
    r"|immunoglobulin|ha?emophilia) [A-Z]\.$",
    re.IGNORECASE,
)
#: Longer than any abbreviation or word above.
_LONGEST = 20
_WORD = re.compile(r"[^\W_]+(?:[\u2019'\-\u2010\u2011][^\W_]+)*")
_MARKDOWN = make_parser()


@dataclass(frozen=True)
class Sentence:
    """A sentence: its text, the keys that it cites, and its place.

    ``anchor`` is the id of the heading above it in the rendered text, "" before the first.
    ``line`` counts from 1; ``start`` and ``end`` are the block's offsets in the source.
    """

    text: str
    keys: tuple[str, ...]
    kind: str
    anchor: str
    line: int
    start: int
    end: int
    #: The text as it is written, with the citations inside of it: “See [1] and [2].”
    shown: str = ""

    @property
    def is_cited(self) -> bool:
        """Whether it carries a citation."""
        return bool(self.keys)

    @property
    def words(self) -> list[str]:
        """The words, numbers included."""
        return _WORD.findall(self.text)


def sentences(markdown: str, *, anchor: str = "c") -> list[Sentence]:
    """Return the sentences of a text in their order.

    ``kind`` is "paragraph", "item" (of a list), "heading" or "cell" (of a table). ``anchor`` is
    the letter that ``articles.markup.render`` is given.
    """
    return list(_sentences(markdown, anchor))


@lru_cache(maxsize=4)
def _sentences(markdown: str, anchor: str) -> tuple[Sentence, ...]:
    """Remember the few texts that several checks in a row ask about."""
    text = strip_hidden(markdown)
    ids = iter(heading.id for heading in render(text, anchor=anchor).toc)
    offsets = [0]
    for line in text.split("\n"):
        offsets.append(offsets[-1] + len(line) + 1)
    found: list[Sentence] = []
    current = ""
    lines: Sequence[int] = (0, 1)
    for kind, token, first_lines in _blocks(_MARKDOWN.parse(text, {})):
        lines = first_lines or lines
        words = _words(token.children or ())
        if kind == "heading" and words.replace(_CITED, "").strip():
            current = next(ids, current)
        start, end = offsets[lines[0]], offsets[min(lines[1], len(offsets) - 1)] - 1
        groups = iter(_cited(token.children or ()))
        sources = iter(_sources(token.children or ()))
        for sentence in _cut(words):
            keys = tuple(key for group in islice(groups, sentence.count(_CITED)) for key in group)
            plain = " ".join(sentence.replace(_CITED, "").split())
            if plain:
                shown = _shown(sentence, sources)
                found.append(Sentence(plain, keys, kind, current, lines[0] + 1, start, end, shown))
    return tuple(found)


def _blocks(tokens: Sequence[Token]) -> Iterator[tuple[str, Token, Sequence[int] | None]]:
    """Yield each run of inline text with the kind of block that it is in."""
    depth = 0
    for before, token in pairwise([Token("", "", 0), *tokens]):
        depth += {"list_item_open": 1, "list_item_close": -1}.get(token.type, 0)
        if token.type != "inline":
            continue
        kind = {"heading_open": "heading", "th_open": "cell", "td_open": "cell"}.get(before.type)
        yield kind or ("item" if depth else "paragraph"), token, token.map


def _cited(tokens: Sequence[Token]) -> Iterator[Sequence[str]]:
    """Yield the keys of each citation, in the order in which ``_words`` stands for them."""
    for token in tokens:
        if token.type == CITATION:
            yield token.meta["keys"]
        elif token.type not in {"softbreak", "hardbreak"}:
            yield from ((),) * token.content.count(_CITED)  # somebody typed the very sign


def _sources(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield each citation as it is written, in the same order."""
    for token in tokens:
        if token.type == CITATION:
            yield token.content
        elif token.type not in {"softbreak", "hardbreak"}:
            yield from ("",) * token.content.count(_CITED)


def _shown(sentence: str, sources: Iterator[str]) -> str:
    """Return a sentence with the citations inside of it, and without those behind its end."""
    inside = sentence.rstrip(f"{_CITED} ")
    given = list(islice(sources, sentence.count(_CITED)))
    for source in given[: inside.count(_CITED)]:
        inside = inside.replace(_CITED, source, 1)
    return " ".join(inside.split())


def _words(tokens: Sequence[Token]) -> str:
    parts = []
    for token in tokens:
        if token.type == CITATION:
            parts.append(_CITED)
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
        else:
            parts.append(token.content)
    return "".join(parts)


def _cut(text: str) -> Iterator[str]:
    """Yield sentences; a citation after the full stop belongs to the sentence before it."""
    begun, length = 0, len(text.rstrip())
    for found in _END.finditer(text):
        stop = found.start() + 1
        # Only a few characters are looked at: sliced from the beginning, "A. A. A." takes minutes.
        before = text[max(begun, stop - _LONGEST) : stop]
        is_short = _NO_END.search(before) and not _NO_INITIAL.search(before)
        if found.end() < length and _CITED not in found[0] and is_short:
            continue
        yield text[begun : found.end()]
        begun = found.end()
    if text[begun:].strip():
        yield text[begun:]
