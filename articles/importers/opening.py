"""Question and title of a document, found in its tree.

The title is the paragraph of style "Title". Without one it is the first heading, if that comes
before all text but the question or is of a higher level than all others. The question is the first
paragraph, title or heading that ends in a question mark and stands before the first section.
A document without one can be imported all the same: its reader is asked for the question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.importers.blocks import heading_level, is_title
from articles.importers.document import NO_TITLE
from articles.importers.inline import plain
from articles.importers.tree import Node

NO_QUESTION = (
    "There is no question: no paragraph of its own before the first section ends in a question "
    "mark."
)

#: What programs write where nobody gave a title.
_NO_TITLES = re.compile(
    r"(?:word )?document ?\d*|untitled.*|(?:microsoft word|draft|manuscript)( -.*)?|new page",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Opening:
    """Question and title of a document, and the text below them.

    Where there is no question, ``wanted`` says so and ``guess`` is what may be meant for one.
    """

    question: str
    title: str
    text: Sequence[Node]
    wanted: str = ""
    guess: str = ""
    warnings: Sequence[str] = ()


def read_opening(body: Sequence[Node], property_title: str) -> Opening:
    """Take question and title off a document, whose properties may name a title as well."""
    question = find_question(body)
    title = find_title(body, question)
    taken = [node for node in (question, title) if node is not None]
    text = [node for node in body if not any(node is one for one in taken)]
    titled = plain(title.children) if title is not None else ""
    if question is None:
        guess = titled or named(property_title) or next(_headings(body), "")
        return Opening("", titled, text, NO_QUESTION, guess)
    is_titled = title is not None or is_title(question) or heading_level(question)
    asked = plain(question.children)
    return Opening(asked, titled or asked, text, warnings=() if is_titled else (NO_TITLE,))


def named(title: str) -> str:
    """Return the title that a document's properties name, "" for one that a program put there."""
    words = " ".join(title.split())
    return "" if _NO_TITLES.fullmatch(words) else words


def _headings(body: Sequence[Node]) -> Iterator[str]:
    for node in body:
        if heading_level(node) and (words := plain(node.children)):
            yield words


def find_question(body: Sequence[Node]) -> Node | None:
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


def find_title(body: Sequence[Node], question: Node | None) -> Node | None:
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
    if question is not None and (is_title(question) or heading_level(question)):
        return first if is_first and is_highest else None
    return first if is_first or (is_highest and len(headings) > 1) else None
