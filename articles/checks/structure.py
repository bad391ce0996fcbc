"""Headings in their order, pictures with words in their place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from articles.brackets import bound_brackets
from articles.checks.finding import Finding, Place, error
from articles.markup import image_digests, render
from articles.parser import plain_text

_HIGHEST = 2


def check_structure(markdown: str, field: str, letter: str) -> Iterator[Finding]:
    """Yield headings that skip a level and pictures that nothing describes.

    A screen reader's user goes from heading to heading, and hears a picture's description.
    """
    level = _HIGHEST - 1
    for heading in render(markdown, anchor=letter).toc:
        if heading.level > level + 1:
            missing = f"level {level + 1}" if level >= _HIGHEST else "the second level (##)"
            yield error(
                "heading-order",
                f"The heading “{heading.text}” is of level {heading.level},"
                f" but there is none of {missing} above it.",
                _place(field, markdown, heading.text, anchor=heading.id),
            )
        level = heading.level
    for number, address in _bare_pictures(markdown):
        yield error(
            "picture-words",
            f"The picture {address} has no description: say in words what it shows.",
            Place(field, line=number, quote=address),
        )


def check_pictures(
    markdown: str, field: str, images: Sequence[Mapping[str, Any]]
) -> Iterator[Finding]:
    """Yield pictures that the article does not have: readers would get their descriptions alone."""
    for line, address in _pictures_of_others(markdown):
        yield error(
            "picture-outside",
            f"The picture {_short(address)} is none of this article's, and readers would get its"
            " description alone: add it under “Pictures” and copy its line from there, or take"
            " this one out.",
            Place(field, line=line, quote=address),
        )
    there = {image["digest"] for image in images}
    for digest in image_digests(markdown):
        if digest not in there:
            yield error(
                "picture-missing",
                f"The picture image:{digest[:12]}… is none of this article's: add it, or take its"
                " line out.",
                _place(field, markdown, f"image:{digest}"),
            )


def _place(field: str, markdown: str, quote: str, anchor: str = "") -> Place:
    """Return the place of words in the source: of a heading, where a line of it is one.

    Words that the source has in another form, as with emphasis in between, have only their field.
    """
    lead = r"^ {0,3}#+[ \t]+" if anchor else ""
    found = re.search(f"{lead}{re.escape(quote)}", markdown, re.MULTILINE)
    if found is None:
        return Place(field, anchor=anchor, quote=quote)
    line = markdown.count("\n", 0, found.start()) + 1
    return Place(field, anchor, line, found.start(), found.end(), quote)


def _short(address: str) -> str:
    return address if len(address) <= _LONGEST_ADDRESS else f"{address[:_LONGEST_ADDRESS]}…"


def _pictures_of_others(markdown: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the address of each picture that is asked for by anything but a digest."""
    for line, picture in _pictures(markdown):
        address = str(picture.attrs.get("src", ""))
        if not _OWN_ADDRESS.fullmatch(address):
            yield line, address


def _bare_pictures(markdown: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the address of each picture without a description."""
    for line, picture in _pictures(markdown):
        words = plain_text(picture.children or ()).strip()
        if not words or words.casefold() == _PLACEHOLDER:
            yield line, str(picture.attrs.get("src", ""))


def _pictures(markdown: str) -> Iterator[tuple[int, Token]]:
    """Yield the pictures that a text asks for, each with the line of its paragraph or row."""
    if "![" not in markdown:
        return
    line = 0
    for token in _PARSER.parse(markdown):
        line = token.map[0] if token.map else line
        for child in token.children or ():
            if child.type == "image":
                yield line + 1, child


_OWN_ADDRESS = re.compile(r"image:[0-9a-f]{64}")
_LONGEST_ADDRESS = 80
#: What the line to copy once had between its brackets: it describes nothing.
_PLACEHOLDER = "what it shows"
_PARSER = MarkdownIt("commonmark", {"html": False}).enable("table").disable("reference")
_PARSER.validateLink = lambda url: True  # type: ignore[method-assign] # an unsafe one is reported
bound_brackets(_PARSER)
