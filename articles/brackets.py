"""A bound on the brackets that may stand open in a paragraph.

For each bracket, markdown-it looks for the end of a link through all the brackets behind it, down
to its limit of nesting: sixty thousand of them, in a file of as many bytes, took it many seconds.
No text has this many in each other, so that those further in are text.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

#: Inside of each other; and of those that nothing closes, as in the interval "[0, 5)".
MOST_OPEN = 10

_BRACKET = re.compile(r"\\.|[\[\]]", re.DOTALL)
#: Where a parser's state keeps the brackets that were found to be too far in.
_FOUND = "deep_brackets"


def bound_brackets(md: MarkdownIt) -> None:
    """Teach a parser that a bracket too far inside of others is text. Changes the parser.

    Only links and pictures look for their end: a citation is one however many stand open.
    """
    md.inline.ruler.before("link", "deep_bracket", _deep_bracket)


def _deep_bracket(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Consume a bracket that stands inside of too many (an inline rule of markdown-it)."""
    place = state.pos + state.src.startswith("![", state.pos)
    if state.src[place] != "[":
        return False
    deep: frozenset[int] | None = getattr(state, _FOUND, None)
    if deep is None:
        deep = _deep(state.src)
        setattr(state, _FOUND, deep)
    if place not in deep:
        return False
    if not silent:  # an exclamation mark alone, behind which the bracket may begin a citation
        state.pending += state.src[state.pos]
    state.pos += 1
    return True


def _deep(source: str) -> frozenset[int]:
    """Return where brackets open inside of too many, or are among too many that nothing closes."""
    if source.count("[") <= MOST_OPEN:
        return frozenset()
    found = [(each.start(), each[0]) for each in _BRACKET.finditer(source) if len(each[0]) == 1]
    opened: list[int] = []
    closed: set[int] = set()
    for place, sign in found:
        if sign == "[":
            opened.append(place)
        elif opened:
            closed.update((opened.pop(), place))
    deep = set(opened) if len(opened) > MOST_OPEN else set()
    depth = 0
    for place, sign in found:
        if place in closed:
            depth += 1 if sign == "[" else -1
            if sign == "[" and depth > MOST_OPEN:
                deep.add(place)
    return frozenset(deep)
