"""A second opinion on rendered HTML: Python's parser, and a list written without the first."""

from __future__ import annotations

import re
from html.parser import HTMLParser

TAGS = {
    *("a", "b", "blockquote", "br", "code", "div", "em", "h2", "h3", "h4", "h5", "h6", "hr", "i"),
    *("li", "ol", "p", "pre", "strong", "sub", "sup"),
    *("table", "tbody", "td", "th", "thead", "tr", "ul"),
}
ATTRIBUTES = {
    *(("a", name) for name in ("aria-label", "class", "href", "id", "rel")),
    *(("div", name) for name in ("aria-label", "class", "role", "tabindex")),
    *((f"h{level}", "id") for level in (2, 3, 4, 5, 6)),
    *(("li", "id"), ("ol", "class"), ("ol", "start"), ("sup", "class")),
    *(("td", "class"), ("th", "class"), ("th", "scope")),
}
HREF = re.compile(r"https?://[^/@\s]+\S*|mailto:\S+@\S*|#\S+|/(?![/\\])\S*", re.IGNORECASE)
HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060-\u2069\ufeff\U000e0041]")
VOID = {"br", "hr"}


class _Inspector(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.faults.append(f"tag {tag}")
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            if (tag, name) not in ATTRIBUTES:
                self.faults.append(f"attribute {tag} {name}")
            if name == "id":
                self.ids.append(value or "")
            if name == "href":
                self.links.append(value or "")
                if not HREF.fullmatch(value or ""):
                    self.faults.append(f"link {value!r}")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"end of {tag}")

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        if HIDDEN.search(data):
            self.faults.append(f"hidden character in {data!r}")

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"comment {data!r}")

    def handle_decl(self, decl: str) -> None:
        self.faults.append(f"declaration {decl!r}")

    def unknown_decl(self, data: str) -> None:
        self.faults.append(f"declaration {data!r}")

    def handle_pi(self, data: str) -> None:
        self.faults.append(f"instruction {data!r}")


def inspect(html: str) -> _Inspector:
    """Parse the HTML, and fail on anything that is not on the list."""
    inspector = _Inspector()
    inspector.feed(html)
    inspector.close()
    assert inspector.faults == []
    assert inspector.open == []
    assert len(inspector.ids) == len(set(inspector.ids))
    return inspector


def text_of(html: str) -> str:
    """Return what a reader reads, white space collapsed."""
    return " ".join("".join(inspect(html).text).split())
