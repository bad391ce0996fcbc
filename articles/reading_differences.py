"""What differs between two texts as readers see them, as safe HTML.

Each passage stands in its form: headings, bullets, table rows. Where only the form changed, or
only the looks of words, a note says so; what was moved is said to be moved. Changed words are
marked as in ``articles.differences``, and every run of text is escaped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.differences import CONTEXT, LEAST_IN_COMMON, SHORT, Opcode, marked, opcodes
from articles.reading_lines import Form, Line, Word

#: How much of two passages must be the same words for one to be the other, changed.
LEAST_ALIKE = 0.4
#: Beyond so many pairs of passages none are looked for: all old ones go, all new ones come.
MOST_PAIRS = 20_000

_TAGS = {
    "strong": "<strong>{}</strong>",
    "em": "<em>{}</em>",
    "code": "<code>{}</code>",
    "sub": "<sub>{}</sub>",
    "sup": "<sup>{}</sup>",
    "small": "<small>{}</small>",
}


@dataclass(frozen=True)
class Shown:
    """A passage as one side has it: its form, for the style sheet, and its words."""

    form: Form
    marker: str
    html: SafeString

    @property
    def looks(self) -> str:
        """The classes that give it the looks of its form."""
        level = min(self.form.level, 6)
        quoted = " read-quoted" if self.form.quoted else ""
        return f"read-{self.form.kind}{f' read-{level}' if level else ''}{quoted}"


@dataclass(frozen=True)
class Passage:
    """A line of a comparison: ``kind`` is same, changed, added or removed.

    ``both`` has the words of both texts in one; ``old`` and ``new`` stand side by side.
    """

    kind: str
    both: Shown
    old: Shown | None
    new: Shown | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stretch:
    """Passages that stand together; ``folded`` are unchanged ones far from any change."""

    passages: tuple[Passage, ...]
    folded: bool = False


def compare_lines(olds: Sequence[Line], news: Sequence[Line]) -> list[Stretch]:
    """Return the stretches of a comparison; none if the texts read the same."""
    if list(olds) == list(news):
        return []
    stretches: list[Stretch] = []
    codes = opcodes(olds, news)
    moved = _moved(olds, news, codes)
    for place, (tag, i1, i2, j1, j2) in enumerate(codes):
        if tag == "equal":
            same = tuple(map(_same, news[j1:j2]))
            stretches += _fold(same, first=place == 0, last=place == len(codes) - 1)
        else:
            stretches.append(Stretch(tuple(_changes(olds[i1:i2], news[j1:j2], moved))))
    return stretches


def _fold(same: tuple[Passage, ...], *, first: bool, last: bool) -> Iterator[Stretch]:
    """Yield unchanged passages, those away from a change folded."""
    before = 0 if first else CONTEXT
    end = len(same) - (0 if last else CONTEXT)
    if end - before <= 1:
        yield Stretch(same)
        return
    parts = (same[:before], same[before:end], same[end:])
    for part, folded in zip(parts, (False, True, False), strict=True):
        if part:
            yield Stretch(part, folded)


def _moved(olds: Sequence[Line], news: Sequence[Line], codes: Sequence[Opcode]) -> frozenset[str]:
    """Return the texts of the passages that both sides have, at another place."""
    gone: set[str] = set()
    come: set[str] = set()
    for tag, i1, i2, j1, j2 in codes:
        if tag != "equal":
            gone.update(line.text for line in olds[i1:i2])
            come.update(line.text for line in news[j1:j2])
    return frozenset(gone & come)


# --- Which passage became which ------------------------------------------------------------------


def _changes(
    olds: Sequence[Line], news: Sequence[Line], moved: frozenset[str]
) -> Iterator[Passage]:
    for old, new in _pairs(olds, news):
        if old and new:
            yield _changed(old, new)
        elif old:
            shown = _whole("del", "removed: ", old)
            notes = ("moved: it stands at another place now",) if old.text in moved else ()
            yield Passage("removed", shown, shown, None, notes)
        elif new:
            shown = _whole("ins", "added: ", new)
            notes = ("moved here from another place",) if new.text in moved else ()
            yield Passage("added", shown, None, shown, notes)


def _pairs(olds: Sequence[Line], news: Sequence[Line]) -> Iterator[tuple[Line | None, Line | None]]:
    """Yield old and new passages in their order, those together that are most alike."""
    best = _alignment(olds, news)
    i = j = 0
    for mate_i, mate_j in [*best, (len(olds), len(news))]:
        yield from ((old, None) for old in olds[i:mate_i])
        yield from ((None, new) for new in news[j:mate_j])
        if mate_i < len(olds):
            yield olds[mate_i], news[mate_j]
        i, j = mate_i + 1, mate_j + 1


def _alignment(olds: Sequence[Line], news: Sequence[Line]) -> list[tuple[int, int]]:
    """Return the pairs, in order and never crossing, whose likeness is greatest in sum."""
    if len(olds) * len(news) > MOST_PAIRS:
        return []
    bags_old, bags_new = [_bag(line) for line in olds], [_bag(line) for line in news]
    alike = [[_likeness(old, new) for new in bags_new] for old in bags_old]
    width = len(news) + 1
    sums = [[0.0] * width for _ in range(len(olds) + 1)]
    for i in range(len(olds) - 1, -1, -1):
        for j in range(len(news) - 1, -1, -1):
            together = sums[i + 1][j + 1] + alike[i][j] if alike[i][j] >= LEAST_ALIKE else 0.0
            sums[i][j] = max(sums[i + 1][j], sums[i][j + 1], together)
    found: list[tuple[int, int]] = []
    i = j = 0
    while i < len(olds) and j < len(news):
        if alike[i][j] >= LEAST_ALIKE and sums[i][j] == sums[i + 1][j + 1] + alike[i][j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif sums[i][j] == sums[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _bag(line: Line) -> Counter[str]:
    return Counter(word.text for word in line.words if any(map(str.isalnum, word.text)))


def _likeness(old: Counter[str], new: Counter[str]) -> float:
    total = old.total() + new.total()
    return 2 * (old & new).total() / total if total else 1.0


# --- How a passage is shown ----------------------------------------------------------------------


def _same(line: Line) -> Passage:
    shown = Shown(line.form, line.marker, _html(line.words))
    return Passage("same", shown, shown, shown)


def _whole(tag: str, words: str, line: Line) -> Shown:
    return Shown(line.form, line.marker, marked(tag, words, _html(line.words)))


def _changed(old: Line, new: Line) -> Passage:
    codes = _together(old.words, opcodes(old.words, new.words))
    common = sum(
        len(word.text)
        for tag, i1, i2, _j1, _j2 in codes
        if tag == "equal"
        for word in old.words[i1:i2]
    )
    shorter = min(len(old.text), len(new.text))
    if shorter > SHORT and common < LEAST_IN_COMMON * shorter:
        codes = [("replace", 0, len(old.words), 0, len(new.words))]
    runs: list[tuple[str, SafeString]] = []
    for tag, i1, i2, j1, j2 in codes:
        if tag == "equal":
            runs.append(("both", _html(old.words[i1:i2])))
            continue
        if i2 > i1:
            runs.append(("old", marked("del", "removed: ", _html(old.words[i1:i2]))))
        if j2 > j1:
            runs.append(("new", marked("ins", "added: ", _html(new.words[j1:j2]))))
    return Passage(
        "changed",
        Shown(new.form, new.marker, _joined(runs)),
        Shown(old.form, old.marker, _joined(runs, "new")),
        Shown(new.form, new.marker, _joined(runs, "old")),
        tuple(_notes(old, new)),
    )


def _together(olds: Sequence[Word], codes: Sequence[Opcode]) -> list[Opcode]:
    """Return the codes with changes made one between which nothing but a space is the same."""
    merged: list[Opcode] = []
    for place, code in enumerate(codes):
        tag, i1, i2, _j1, j2 = code
        space = tag == "equal" and i2 - i1 == 1 and olds[i1].text.isspace()
        between = space and 0 < place < len(codes) - 1
        if merged and merged[-1][0] == "replace" and (between or tag != "equal"):
            _tag, from_i, _i, from_j, _j = merged.pop()
            code = ("replace", from_i, i2, from_j, j2)
        merged.append(code)
    return merged


def _notes(old: Line, new: Line) -> Iterator[str]:
    """Say in words what the marked words don't show."""
    if old.form != new.form:
        yield f"now {new.form.said}; before {old.form.said}"
    if old.words != new.words and old.text == new.text:
        yield "the same words, emphasised or set otherwise"


def _joined(runs: Sequence[tuple[str, SafeString]], without: str = "") -> SafeString:
    return format_html_join("", "{}", ((run,) for side, run in runs if side != without))


def _html(words: Sequence[Word]) -> SafeString:
    """Return words as HTML, in their looks."""
    return format_html_join(
        "",
        "{}",
        (
            (_looking("".join(word.text for word in run), looks),)
            for looks, run in groupby(words, key=lambda word: word.looks)
        ),
    )


def _looking(text: str, looks: Sequence[str]) -> SafeString:
    html = format_html("{}", text)
    for look in looks:
        html = format_html(_TAGS[look], html)
    return html
