"""The words of rendered HTML, for search and for snippets."""

from __future__ import annotations

from html.parser import HTMLParser

#: Elements that end a run of words; the rest (emphasis, links) may stand inside a word.
BLOCKS = frozenset(
    "blockquote br caption dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre table td th tr ul".split()  # noqa: SIM905 - a line
)
#: Elements whose end a passage must show, or a heading would seem to go on in the sentence after.
PARTED = frozenset("dt h1 h2 h3 h4 h5 h6 li td th".split())  # noqa: SIM905 - a line
#: A citation's number is no word of the text.
SKIPPED = frozenset(("sup",))


def plain_words(html: str) -> str:
    """Return the text of our own rendered HTML, in one line."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return " ".join("".join(reader.parts).split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.skipping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a run of words, or one to be left out."""
        self.skipping += tag in SKIPPED
        if tag in BLOCKS:
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """End it."""
        if tag in SKIPPED:
            self.skipping -= 1
        if tag in BLOCKS:
            self.parts.append(" · " if tag in PARTED else " ")

    def handle_data(self, data: str) -> None:
        """Take the words."""
        if not self.skipping:
            self.parts.append(data)
