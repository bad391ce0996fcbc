"""What in somebody's Markdown will not come out as its author means it.

The text itself stays as it is: rendering makes it inert. This says so beforehand.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from articles.brackets import bound_brackets
from articles.importers.document import quoted
from articles.parser import plain_text
from articles.sanitise import is_safe_link, web_address

MOST_LINKS_NAMED = 3

_DEFINITION = re.compile(r" {0,3}\[[^\]^][^\]]*\]:\s*\S")


@dataclass
class Inspected:
    """A Markdown text as it is parsed when raw HTML counts, and the number of its first line."""

    text: str
    first_line: int
    tokens: list[Token] = field(init=False)

    def __post_init__(self) -> None:
        self.tokens = _PARSER.parse(self.text)

    def line(self, token: Token) -> int:
        """Return the line of the file on which a block begins."""
        return self.first_line + (token.map[0] if token.map else 0)

    def code_lines(self) -> set[int]:
        """Return the lines of the text, counted from 0, that are code."""
        return {
            number
            for token in self.tokens
            if token.type in {"fence", "code_block"} and token.map
            for number in range(*token.map)
        }


def inspect(text: str, first_line: int) -> Inspected:
    """Parse a text whose first line has the number given in its file."""
    return Inspected(text, first_line)


def inert_parts(inspected: Inspected, ignored_html: Container[str]) -> Iterator[str]:
    """Yield a warning for each kind of thing that will be shown as text or not at all.

    ``ignored_html`` is what means something to the importer.
    """
    parts = [
        (line, part) for line, part in _parts(inspected) if part.content.strip() not in ignored_html
    ]
    html = [line for line, part in parts if part.type in {"html_block", "html_inline"}]
    images = [line for line, part in parts if part.type == "image"]
    hrefs = [(line, _href(part)) for line, part in parts if part.type == "link_open"]
    links = [(line, href) for line, href in hrefs if not is_safe_link(href)]
    if html:
        yield f"Raw HTML will be shown as text ({_places(html)})."
    for line, href in links[:MOST_LINKS_NAMED]:
        yield f"Line {line}: the link to {quoted(href)} is not safe and will be shown as text."
    if more := links[MOST_LINKS_NAMED:]:
        lines = [line for line, _ in more]
        yield f"More links are not safe and will be shown as text ({_places(lines)})."
    if images:
        yield f"Pictures are not shown, only their descriptions ({_places(images)})."
    if definitions := _definitions(inspected):
        yield f"Link definitions will be shown as text ({_places(definitions)})."


def _parts(inspected: Inspected) -> Iterator[tuple[int, Token]]:
    """Yield every block and what is inside it, with the line of the file."""
    line = inspected.first_line
    for token in inspected.tokens:
        line = inspected.line(token) if token.map else line
        yield line, token
        at = line
        for part in token.children or ():
            at += part.type in {"softbreak", "hardbreak"}
            yield at, part


def _href(token: Token) -> str:
    return str(token.attrs.get("href", ""))


def plain_words(inline: str) -> tuple[str, str]:
    """Return the words of inline Markdown, and the address of the first web page it links to."""
    tokens = _PARSER.parseInline(inline)[0].children or []
    links = (web_address(_href(token)) for token in tokens)
    return plain_text(tokens), next(filter(None, links), "")


def _definitions(inspected: Inspected) -> list[int]:
    code = inspected.code_lines()
    return [
        inspected.first_line + number
        for number, line in enumerate(inspected.text.split("\n"))
        if number not in code and _DEFINITION.match(line)
    ]


def _places(lines: Sequence[int]) -> str:
    return (
        f"line {lines[0]}" if len(lines) == 1 else f"{len(lines)} places, first on line {lines[0]}"
    )


def _make_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable("table").disable("reference")
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    bound_brackets(parser)
    return parser


_PARSER = _make_parser()
