"""The key answer of a signed text, to stand ahead of everything else on its page.

It is what the authors put first: the section "In short" or the like where the text begins with
one, else the first paragraph. The words are quoted from the signed HTML and the text below stays
whole: nothing that was signed is altered, moved or left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

#: Titles of a first section that is the answer.
TITLES = frozenset(
    {"answer", "bottom line", "in brief", "in short", "key answer", "key points", "short answer"}
    | {"summary", "what this means for you"}
)
#: A longer answer is no key answer: the page then shows the text alone.
MOST_CHARACTERS = 900

_REFERENCE = re.compile(r"#ref-(\d+)")
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
#: What can't be quoted as lines of words.
_OTHER_BLOCKS = frozenset({"blockquote", "hr", "pre", "table"})


@dataclass
class Line:
    """A paragraph or a list item: runs of words, each with the references cited after it."""

    is_item: bool
    runs: list[tuple[str, list[str]]] = field(default_factory=lambda: [("", [])])

    def add(self, words: str) -> None:
        """Add words, behind the references that came before."""
        if self.runs[-1][1] and words.strip():
            self.runs.append((words, []))
        elif not self.runs[-1][1]:
            self.runs[-1] = (self.runs[-1][0] + words, [])

    @property
    def words(self) -> str:
        """The words alone."""
        return "".join(words for words, _numbers in self.runs).strip()


class _Beginning(HTMLParser):
    """Collects lines up to the first heading, or of the section under a first one that fits."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []
        self.ended = False
        self.titled = False
        self._heading: list[str] | None = None
        self._open: list[Line] = []
        self._in_citation = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line or a citation; a heading or another kind of block may end it all."""
        if self.ended:
            return
        if tag in _HEADINGS:
            self.ended = bool(self.lines) or self.titled
            self._heading = []
        elif tag in _OTHER_BLOCKS:
            self.ended = True
        elif tag in {"p", "li"}:
            if not (tag == "p" and self._open):  # the paragraphs of a loose list are its items
                self.lines.append(Line(is_item=tag == "li"))
                self._open.append(self.lines[-1])
        elif tag == "sup" and ("class", "cite") in attrs:
            self._in_citation = True
        elif tag == "a" and self._in_citation and self._open:
            found = _REFERENCE.fullmatch(dict(attrs).get("href") or "")
            if found:
                self._open[-1].runs[-1][1].append(found[1])

    def handle_endtag(self, tag: str) -> None:
        """End a line, a citation, or the heading that tells whether this is the answer."""
        if self.ended:
            return
        if tag in _HEADINGS and self._heading is not None:
            title = " ".join("".join(self._heading).split()).casefold().rstrip(":.")
            self.titled, self.ended = title in TITLES, title not in TITLES
            self._heading = None
        elif tag == "li" or (tag == "p" and self._open and not self._open[-1].is_item):
            self._open = self._open[:-1]
        elif tag == "sup":
            self._in_citation = False

    def handle_data(self, data: str) -> None:
        """Take words, except the brackets and numbers of citations."""
        if self.ended or self._in_citation:
            return
        if self._heading is not None:
            self._heading.append(data)
        elif self._open:
            self._open[-1].add(data.replace("\n", " "))


def key_answer(html: str) -> list[Line]:
    """Return the lines of a signed text's key answer; none where it has no short one."""
    beginning = _Beginning()
    beginning.feed(html)
    lines = [line for line in beginning.lines if line.words]
    if not beginning.titled:
        lines = [] if not lines or lines[0].is_item else lines[:1]
    if sum(len(line.words) for line in lines) > MOST_CHARACTERS:
        return []
    return lines
