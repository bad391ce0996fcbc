"""What differs between two texts, as safe HTML: lines first, then words inside changed lines.

Added and removed words are marked with ``<ins>`` and ``<del>`` and with hidden words for those who
can't see the marks (WCAG 1.4.1). Every run of text is escaped.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.reading_lines import WORD

#: Unchanged lines shown around a change.
CONTEXT = 2

#: Beyond so many comparisons difflib takes seconds; the pair is then shown as wholly replaced.
MOST_COMPARISONS = 4_000_000

#: Of two passages with less than this in common, marking single words would leave a puzzle.
LEAST_IN_COMMON = 0.6
#: Shorter ones are easily read with marks in them.
SHORT = 120

Opcode = tuple[str, int, int, int, int]


@dataclass(frozen=True)
class Block:
    """Lines of a comparison: changed, same, or how many unchanged ones are left out.

    ``html`` has both texts in one, ``old`` and ``new`` one each, to stand side by side.
    """

    kind: str
    html: SafeString
    old: SafeString
    new: SafeString
    left_out: int = 0


def compare(old: str, new: str) -> list[Block]:
    """Return the blocks of a comparison; none if the texts are equal."""
    if old == new:
        return []
    olds, news = old.split("\n"), new.split("\n")
    blocks: list[Block] = []
    codes = opcodes(olds, news)
    for place, (tag, i1, i2, j1, j2) in enumerate(codes):
        if tag == "equal":
            first, last = place == 0, place == len(codes) - 1
            blocks += _context(olds[i1:i2], first=first, last=last)
        else:
            blocks.append(_changed("\n".join(olds[i1:i2]), "\n".join(news[j1:j2])))
    return blocks


def _context(lines: Sequence[str], *, first: bool, last: bool) -> Iterator[Block]:
    """Yield unchanged lines, shortened to those next to a change."""
    before = 0 if first else CONTEXT
    after = 0 if last else CONTEXT
    left_out = len(lines) - before - after
    if left_out <= 1:
        yield _same(lines)
        return
    if before:
        yield _same(lines[:before])
    nothing = SafeString()
    yield Block("left-out", nothing, nothing, nothing, left_out=left_out)
    if after:
        yield _same(lines[-after:])


def _same(lines: Sequence[str]) -> Block:
    text = format_html("{}", "\n".join(lines))
    return Block("same", text, text, text)


def _changed(old: str, new: str) -> Block:
    """Return two texts with the words marked that only one of them has."""
    olds, news = WORD.findall(old), WORD.findall(new)
    codes = opcodes(olds, news)
    common = sum(
        len(word) for tag, i1, i2, _j1, _j2 in codes if tag == "equal" for word in olds[i1:i2]
    )
    shorter = min(len(old), len(new))
    if shorter > SHORT and common < LEAST_IN_COMMON * shorter:
        codes = [("replace", 0, len(olds), 0, len(news))]
    runs: list[tuple[str, SafeString]] = []
    for tag, i1, i2, j1, j2 in codes:
        removed, added = "".join(olds[i1:i2]), "".join(news[j1:j2])
        if tag == "equal":
            runs.append(("both", format_html("{}", removed)))
            continue
        if removed:
            runs.append(("old", marked("del", "removed: ", removed)))
        if added:
            runs.append(("new", marked("ins", "added: ", added)))
    return Block("changed", _joined(runs), _joined(runs, "new"), _joined(runs, "old"))


def _joined(runs: Sequence[tuple[str, SafeString]], without: str = "") -> SafeString:
    return format_html_join("", "{}", ((run,) for side, run in runs if side != without))


def marked(tag: str, words: str, text: str) -> SafeString:
    """Return text as removed ("del") or added ("ins"); the words say so to who can't see it."""
    marks = {
        "del": '<del><span class="visually-hidden">{}</span>{}</del>',
        "ins": '<ins><span class="visually-hidden">{}</span>{}</ins>',
    }
    return format_html(marks[tag], words, text)


def opcodes(olds: Sequence[Hashable], news: Sequence[Hashable]) -> list[Opcode]:
    """Return difflib's opcodes, found between the common ends and within a bounded time."""
    shorter = min(len(olds), len(news))
    start = next((i for i in range(shorter) if olds[i] != news[i]), shorter)
    rest = shorter - start
    end = next((i for i in range(rest) if olds[-1 - i] != news[-1 - i]), rest)
    old_end, new_end = len(olds) - end, len(news) - end
    codes: list[Opcode] = [("equal", 0, start, 0, start)] if start else []
    codes += _middle(olds[start:old_end], news[start:new_end], start)
    if end:
        codes.append(("equal", old_end, len(olds), new_end, len(news)))
    return codes


def _middle(olds: Sequence[Hashable], news: Sequence[Hashable], shift: int) -> list[Opcode]:
    if len(olds) * len(news) > MOST_COMPARISONS:
        return [("replace", shift, shift + len(olds), shift, shift + len(news))]
    matcher = SequenceMatcher(None, olds, news, autojunk=False)
    return [
        (tag, i1 + shift, i2 + shift, j1 + shift, j2 + shift)
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
    ]
