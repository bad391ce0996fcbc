"""How Markdown cites: ``[1]``, ``[1, 2]``, ``[1-3]``, ``[@key]``, ``[@a; @b]`` and ``[^1]``.

An inline rule for markdown-it, so that code, escapes and links keep their Markdown meaning:
``[1](address)`` is a link, and ``\\[1]`` is text.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, link

#: The type of the token; its ``meta["keys"]`` are the cited keys, its ``content`` the source.
CITATION = "citation"

#: ``[1-60]`` is more likely an interval than sixty sources.
LONGEST_RANGE = 50

# Three digits, no leading zero: [2019] is a year and [0-5] an interval.
_NUMBER = r"[1-9][0-9]{0,2}"
_KEY = r"\w[\w:.#$%&+?~/-]{0,199}"
_PART = rf"(?:{_NUMBER}(?:\s*[-\u2013]\s*{_NUMBER})?|[@^]{_KEY})"
_GROUP = re.compile(rf"\[\s*{_PART}(?:\s*[,;]\s*{_PART})*\s*\]")
_SEPARATOR = re.compile(r"[,;]")
_DASH = re.compile(r"[-\u2013]")


def add_citations(md: MarkdownIt) -> None:
    """Teach a parser to find citations. Changes the parser."""
    md.inline.ruler.before("link", CITATION, _citation)


def is_citation(text: str) -> bool:
    """Tell whether a text in square brackets would be read as a citation."""
    return bool(_GROUP.fullmatch(text)) and bool(expand(text[1:-1]))


def expand(group: str) -> tuple[str, ...]:
    """Return the keys of what stands between the brackets, or none if it is not a citation.

    A range that runs backwards or is longer than ``LONGEST_RANGE`` is not a citation.
    """
    keys: list[str] = []
    for part in _SEPARATOR.split(group):
        key = part.strip()
        if key.startswith(("@", "^")):
            keys.append(key[1:])
            continue
        first, *last = (int(number) for number in _DASH.split(key))
        numbers = range(first, (last[0] if last else first) + 1)
        if not 1 <= len(numbers) <= LONGEST_RANGE:
            return ()
        keys.extend(str(number) for number in numbers)
    return tuple(dict.fromkeys(keys))


def _citation(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Consume a citation at the current position, if there is one.

    It is never inside a link: like a link, it keeps the brackets around it from being one.
    """
    if state.src[state.pos] != "[":
        return False
    match = _GROUP.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    keys = expand(match[0][1:-1])
    if not keys or (state.src.startswith("(", match.end()) and _is_link(state)):
        return False
    if not silent:
        token = state.push(CITATION, "", 0)
        token.content = match[0]
        token.meta = {"keys": keys}
    state.pos = match.end()
    return True


def _is_link(state: StateInline) -> bool:
    """Tell whether the brackets at the current position are the text of a link."""
    position, end = state.pos, state.posMax
    try:
        return link(state, silent=True)
    finally:
        state.pos, state.posMax = position, end
