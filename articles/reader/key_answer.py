"""The key answer of a signed text, to stand ahead of everything else on its page.

It is what the authors put first: the section "In short" or the like where the text begins with
one, else the first paragraph. It is a piece of the signed HTML, byte for byte but for the ids,
which must stand once on a page; and the text below stays whole: nothing that was signed is
altered, moved or left out.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

#: Titles of a first section that is the answer.
TITLES = frozenset(
    {"answer", "bottom line", "in brief", "in short", "key answer", "key points", "short answer"}
    | {"summary", "what this means for you"}
)
#: A longer answer is no key answer: the page then shows the text alone.
MOST_CHARACTERS = 900

_ID = re.compile(r'\sid="[^"]*"')
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
#: The blocks that can be quoted.
_BLOCKS = frozenset({"p", "ul", "ol"})


class _Beginning(HTMLParser):
    """Collects blocks up to the first heading, or of the section under a first one that fits."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.blocks: list[tuple[str, str]] = []
        self.titled = False
        self._ended = False
        self._heading: list[str] | None = None
        self._open: list[str] = []
        self._block: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block; a heading or another kind of block may end it all."""
        if not self._ended and not self._open and tag not in _BLOCKS:
            self._ended = tag not in _HEADINGS or bool(self.blocks) or self.titled
            self._heading = []
        if tag not in ("br", "hr", "img"):
            self._open.append(tag)
        self._take(_ID.sub("", self.get_starttag_text() or "", count=1))

    def handle_endtag(self, tag: str) -> None:
        """End a block, or the heading that tells whether this is the answer."""
        self._take(f"</{tag}>")
        if self._open:
            self._open.pop()
        if self._open or self._ended:
            return
        if self._heading is not None:
            title = " ".join("".join(self._heading).split()).casefold().rstrip(":.")
            self.titled, self._ended = title in TITLES, title not in TITLES
            self._heading = None
        elif self._block:
            self.blocks.append((tag, "".join(self._block)))
            self._block = []

    def handle_data(self, data: str) -> None:
        """Take words."""
        if self._heading is not None:
            self._heading.append(data)
        self._take(data)

    def handle_entityref(self, name: str) -> None:
        """Take a character as it is written."""
        self._take(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """Take a character as it is written."""
        self._take(f"&#{name};")

    def _take(self, written: str) -> None:
        if self._open and self._heading is None and not self._ended:
            self._block.append(written)


def key_answer(html: str) -> str:
    """Return the signed text's key answer as its HTML; "" where it has no short one."""
    beginning = _Beginning(html)
    blocks = beginning.blocks
    if not beginning.titled:
        blocks = blocks[:1] if blocks and blocks[0][0] == "p" else []
    quoted = "\n".join(block for _tag, block in blocks)
    return quoted if len(re.sub(r"<[^>]*>", "", quoted)) <= MOST_CHARACTERS else ""
