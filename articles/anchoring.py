"""Passages of a text, found again by their words (W3C Web Annotation, TextQuoteSelector).

An anchor is a quotation and what stands before and after it. It is found where all three stand
together, once. A passage that was changed, or that now stands there twice, is not found: a remark
is never moved to words it was not made about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html.parser import HTMLParser

#: How much of the neighbouring text an anchor keeps; more only where that leaves it ambiguous.
CONTEXTS = (32, 64, 128, 256)
#: How many words of a passage tell by themselves what it has become.
FEWEST = 3

#: Tags between whose texts there is a space, even if the markup has none. The browser's side,
#: static/review.js, has the same list.
BLOCKS = frozenset(
    {
        *("address", "article", "blockquote", "br", "caption", "dd", "div", "dl", "dt"),
        *("figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p"),
        *("pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    }
)


@dataclass(frozen=True)
class Anchor:
    """A quotation with its neighbourhood, as it stood in the text that it was made on."""

    exact: str
    prefix: str = ""
    suffix: str = ""


class _Text(HTMLParser):
    def __init__(self, gap: str = " ") -> None:
        super().__init__(convert_charrefs=True)
        self.gap = gap
        self.runs: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self.runs.append(self.gap)

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.runs.append(self.gap)

    def handle_data(self, data: str) -> None:
        self.runs.append(data)


def reading_text(html: str) -> str:
    """Return what a reader sees of rendered HTML, with one space for every run of white space."""
    parser = _Text()
    parser.feed(html)
    parser.close()
    return one_spaced("".join(parser.runs))


def reading_blocks(html: str) -> list[str]:
    """Return the paragraphs, items, cells and headings of rendered HTML as a reader sees them."""
    parser = _Text(gap="\x1f")
    parser.feed(html)
    parser.close()
    blocks = (one_spaced(block) for block in "".join(parser.runs).split("\x1f"))
    return [block for block in blocks if block]


def successor(blocks: Sequence[str], anchor: Anchor) -> str:
    """Return the block that reads most like a passage that was changed, or "" for none.

    At least half of the passage's words stand there in their order, alone (three of them, then) or
    with those around it, which for an item of a list are other blocks'. It is shown as what the
    passage may have become: no remark is moved to it.
    """
    own = anchor.exact.split()
    words = [*anchor.prefix.split(), *own, *anchor.suffix.split()]
    best, most = "", (0, 0)
    for block in blocks:
        found = block.split()
        alone, same = _same(own, found), _same(words, found)
        alike = alone >= max(FEWEST, len(own) / 2) or same >= len(words) / 2
        if alike and (alone, same) > most:
            best, most = block, (alone, same)
    return best


def _same(words: Sequence[str], found: Sequence[str]) -> int:
    """Count the words that stand in both in one order."""
    matcher = SequenceMatcher(None, words, found, autojunk=False)
    return sum(match.size for match in matcher.get_matching_blocks())


def one_spaced(text: str) -> str:
    """Return the text with one space for every run of white space, and none at its ends."""
    return " ".join(text.split())


def make_anchor(text: str, exact: str, prefix: str = "", suffix: str = "") -> Anchor:
    """Return the anchor of a quotation in a reading text, with the neighbourhood that the text has.

    ``prefix`` and ``suffix``, as a browser sent them, tell repeated passages apart; they may be
    empty. Raises ValueError, in words, if the quotation is not there or not there once.
    """
    wanted = one_spaced(exact)
    if not wanted:
        raise ValueError("Quote some words of the text.")
    places = [
        place
        for place in _places(text, wanted)
        if text[:place].rstrip().endswith(one_spaced(prefix))
        and text[place + len(wanted) :].lstrip().startswith(one_spaced(suffix))
    ]
    if not places:
        raise ValueError("These words are not in the text. Quote it exactly.")
    if len(places) > 1:
        raise ValueError("These words are in the text more than once. Quote a longer passage.")
    start, end = places[0], places[0] + len(wanted)
    for length in CONTEXTS:
        anchor = Anchor(wanted, text[max(0, start - length) : start], text[end : end + length])
        if locate(text, anchor) == start:
            return anchor
    raise ValueError("This part of the text is repeated. Quote a longer passage.")


def locate(text: str, anchor: Anchor) -> int | None:
    """Return where the quotation begins in a reading text, or None if the text has changed."""
    places = _places(text, anchor.prefix + anchor.exact + anchor.suffix, most=2)
    return places[0] + len(anchor.prefix) if len(places) == 1 else None


def _places(text: str, wanted: str, most: int = 1000) -> list[int]:
    """Return where the words begin, overlapping ones included, ``most`` at most."""
    found: list[int] = []
    place = text.find(wanted) if wanted else -1
    while place >= 0 and len(found) < most:
        found.append(place)
        place = text.find(wanted, place + 1)
    return found
