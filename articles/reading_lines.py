"""A rendered text as the lines that a reader sees: words in their looks, each line in its form.

What two texts are compared by, so that a comparison speaks of headings, bullets, table rows and
numbered citations, and never of marks that only authors write.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

#: A dose such as 2.5 or 1,000 is one word, or a comparison would mark half of it.
WORD = re.compile(r"\s+|[\w'\u2019-]+(?:[.,]\d+)*|[^\w\s]")

CELL_EDGE = "\u2502"

#: How words may look: the element in the text, and that of a comparison.
LOOKS = {
    "strong": "strong",
    "b": "strong",
    "em": "em",
    "i": "em",
    "code": "code",
    "sub": "sub",
    "sup": "sup",
}
CITATION, ADDRESS = "sup", "small"

_ENDS_LINE = frozenset(
    {"blockquote", "div", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre"}
    | {"table", "tr", "ul"}
)


@dataclass(frozen=True)
class Word:
    """A word, a run of white space, a mark or a whole citation, and how it looks."""

    text: str
    looks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Form:
    """What a line is. ``level`` is that of a heading, or how deep a list's item lies."""

    kind: str = "paragraph"
    level: int = 0
    quoted: int = 0
    more: str = ""

    @property
    def said(self) -> str:
        """Say it in words, such as "a heading, level 2"."""
        depth = f", depth {self.level}" if self.level > 1 else ""
        names = {
            "heading": f"a heading, level {self.level}",
            "bullet": f"a bullet{depth}",
            "number": f"a numbered item{depth}",
            "inner": f"a paragraph of a list{depth}",
            "columns": "the heading row of a table",
            "row": "a row of a table",
            "code": "text set as code",
            "rule": "a dividing line",
        }
        name = names.get(self.kind, "a paragraph")
        quoted = f" in a quotation{' in a quotation' * (self.quoted - 1)}" if self.quoted else ""
        return f"{name}{self.more}{quoted}"


@dataclass(frozen=True)
class Line:
    """A line. Its marker, such as the number of an item, is shown and not compared."""

    form: Form
    words: tuple[Word, ...]
    marker: str = field(default="", compare=False)

    @property
    def text(self) -> str:
        """The words without their looks."""
        return "".join(word.text for word in self.words)


def lines_of_html(html: str) -> list[Line]:
    """Return the lines of our own rendered HTML."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_line()
    return reader.lines


def lines_of_text(text: str) -> list[Line]:
    """Return the lines of a text that is shown as it is written."""
    return [Line(Form(), _words(line, ())) for line in text.splitlines() if line.strip()]


def _words(text: str, looks: tuple[str, ...]) -> tuple[Word, ...]:
    return tuple(
        Word(" " if word.isspace() else word, looks) for word in WORD.findall(text.strip())
    )


class _Reader(HTMLParser):
    """Collects lines. Elements are well nested: nh3 has closed them all."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[Line] = []
        self.words: list[Word] = []
        self.lists: list[list[int]] = []  # of each the number of its last item; -1 for bullets
        self.quoted = 0
        self.looks: list[str] = []
        self.heading = 0
        self.marker = ""
        self.cells: list[str] = []  # how the cells of the row are set
        self.row = ""
        self.citation: list[str] | None = None
        self.address = ""
        self.skipping = False
        self.code = False

    # --- Elements ---------------------------------------------------------------------------

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line, a look, or a thing that is said in words."""
        values = {name: value or "" for name, value in attrs}
        if tag in _ENDS_LINE:
            self.end_line()
            self._begin_block(tag, values)
        elif tag in {"td", "th"}:
            if self.cells:
                self.words += [Word(" "), Word(CELL_EDGE), Word(" ")]
            self.row = "columns" if tag == "th" else self.row or "row"
            self.cells.append(values.get("class", "").removeprefix("align-"))
        elif values.get("class") == "cite":
            self.citation = []
        elif tag in LOOKS:
            self.looks.append(LOOKS[tag])
        elif tag == "a" and self.citation is None:
            self.skipping = values.get("class") == "back"
            self.address = "" if values.get("href", "#").startswith("#") else values["href"]
        elif tag == "img":
            self.end_line()
            number = values.get("src", "").rpartition("/")[2][:8]
            self.words += _words(f"[Picture {number}: {values.get('alt', '')}]", ())
            self.end_line()
        elif tag == "br":
            self.words.append(Word("\n"))

    def _begin_block(self, tag: str, values: Mapping[str, str]) -> None:
        if tag in {"ul", "ol"}:
            self.lists.append([int(values.get("start") or 1) - 1 if tag == "ol" else -1])
        elif tag == "li" and self.lists:
            here = self.lists[-1]
            if here[0] >= 0:
                here[0] += 1
            self.marker = f"{here[0]}." if here[0] >= 0 else "\u2022"
        elif tag == "blockquote":
            self.quoted += 1
        elif tag == "pre":
            self.code = True
        elif tag == "hr":
            self.lines.append(Line(Form("rule", quoted=self.quoted), (Word("\u2014" * 3),)))
        elif tag[0] == "h":
            self.heading = int(tag[1])

    def handle_endtag(self, tag: str) -> None:
        """End it."""
        if tag in _ENDS_LINE:
            self.end_line()
            if tag in {"ul", "ol"} and self.lists:
                self.lists.pop()
            self.quoted -= tag == "blockquote"
            self.code = self.code and tag != "pre"
            self.marker = "" if tag == "li" else self.marker
        elif tag == "sup" and self.citation is not None:
            self.words.append(Word("".join(self.citation), (CITATION,)))
            self.citation = None
        elif tag in LOOKS and self.looks:
            self.looks.pop()
        elif tag == "a" and self.citation is None:
            if self.address and not self.address.endswith(self._said_last()):
                self.words += [Word(" "), Word(f"({self.address})", (ADDRESS,))]
            self.skipping, self.address = False, ""

    def handle_data(self, data: str) -> None:
        """Take the words."""
        if self.skipping:
            return
        if self.citation is not None:
            self.citation.append(data)
        elif self.code:
            for place, line in enumerate(data.split("\n")):
                if place:
                    self.end_line()
                self.words += [Word(word) for word in WORD.findall(line)]
        else:
            looks = tuple(dict.fromkeys(self.looks))
            self.words += [
                Word(" " if word.isspace() else word, () if word.isspace() else looks)
                for word in WORD.findall(data)
            ]

    # --- Lines ------------------------------------------------------------------------------

    def end_line(self) -> None:
        """Keep what was read as a line, if it has any words, and begin the next."""
        words = self.words if self.code else _trimmed(self.words)
        if any(word.text.strip() for word in words):
            self.lines.append(Line(self._form(), tuple(words), self.marker))
            self.marker = ""
        self.words, self.heading, self.cells, self.row = [], 0, [], ""

    def _form(self) -> Form:
        depth = len(self.lists)
        if self.code:
            return Form("code", quoted=self.quoted)
        if self.heading:
            return Form("heading", self.heading, self.quoted)
        if self.row:
            aligned = self.row == "columns" and any(self.cells)
            more = (
                f" (set {', '.join(each or 'plainly' for each in self.cells)})" if aligned else ""
            )
            return Form(self.row, quoted=self.quoted, more=more)
        if not depth:
            return Form(quoted=self.quoted)
        kind = "inner" if not self.marker else "bullet" if self.marker == "\u2022" else "number"
        return Form(kind, depth, self.quoted)

    def _said_last(self) -> str:
        """Return the last words of the line: an address that a reader sees need not be repeated."""
        said = ""
        for word in reversed(self.words):
            if not word.text.strip():
                break
            said = word.text + said
        return said.rpartition(":")[2] or said


def _trimmed(words: list[Word]) -> list[Word]:
    """Return the words with one space for every run of white space, and none at the ends."""
    kept: list[Word] = []
    for word in words:
        if word.text == " " and (not kept or kept[-1].text.isspace()):
            continue
        kept.append(word)
    while kept and kept[-1].text.isspace():
        kept.pop()
    return kept
