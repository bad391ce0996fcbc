"""Question and title of a document, found in its tree.

The title is the paragraph of style "Title". Without one it is the first heading, if that comes
before all text but the question or is of a higher level than all others. The question is the first
paragraph, title or heading that ends in a question mark and stands before the first section.
"""

from __future__ import annotations

from collections.abc import Sequence

from articles.importers.blocks import heading_level, is_title
from articles.importers.inline import plain
from articles.importers.tree import Node

NO_QUESTION = (
    "There is no question: write a paragraph of its own that ends in a question mark before the "
    "first section."
)


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


def find_title(body: Sequence[Node], question: Node) -> Node | None:
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
