"""A second opinion on rendered HTML: html5lib reads it as browsers do, by a list of its own.

nh3, which cleans, is built on another parser (html5ever); so a text on which the two differ, the
ground of mutation attacks, is found here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

import html5lib

TAGS = {
    *("a", "b", "blockquote", "br", "code", "div", "em", "h2", "h3", "h4", "h5", "h6", "hr", "i"),
    *("img", "li", "ol", "p", "pre", "strong", "sub", "sup"),
    *("table", "tbody", "td", "th", "thead", "tr", "ul"),
}
ATTRIBUTES = {
    *(("a", name) for name in ("aria-label", "class", "href", "id", "rel")),
    *(("div", name) for name in ("aria-label", "class", "role", "tabindex")),
    *((f"h{level}", "id") for level in (2, 3, 4, 5, 6)),
    *(("img", name) for name in ("alt", "height", "loading", "src", "width")),
    *(("li", "id"), ("ol", "class"), ("ol", "start"), ("sup", "class")),
    *(("td", "class"), ("th", "class"), ("th", "scope")),
}
HREF = re.compile(r"https?://[^/@\s]+\S*|mailto:\S+@\S*|#\S+|/(?![/\\])\S*", re.IGNORECASE)
SRC = re.compile(r"/images/[0-9a-f]{64}\.(png|jpeg|webp)")
HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060-\u2069\ufeff\U000e0041]")


@dataclass
class Inspected:
    """What is in some HTML, and what of it is not on the list."""

    faults: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    def walk(self, element: Element) -> None:
        """Look at all that is in an element, in the order in which it is read."""
        self._words(element.text)
        for child in element:
            if isinstance(child.tag, str):
                self._element(child)
                self.walk(child)
            else:
                self.faults.append(f"comment {child.text!r}")
            self._words(child.tail)

    def _element(self, element: Element) -> None:
        if element.tag not in TAGS:
            self.faults.append(f"tag {element.tag}")
        for name, value in element.attrib.items():
            self._attribute(element.tag, name, value)

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if (tag, name) not in ATTRIBUTES:
            self.faults.append(f"attribute {tag} {name}")
        if name == "id":
            self.ids.append(value)
        for place, found, allowed in (
            ("href", self.links, HREF),
            ("src", self.images, SRC),
        ):
            if name == place:
                found.append(value)
                if not allowed.fullmatch(value):
                    self.faults.append(f"{name} {value!r}")

    def _words(self, text: str | None) -> None:
        self.text.append(text or "")
        if HIDDEN.search(text or ""):
            self.faults.append(f"hidden character in {text!r}")


def inspect(html: str) -> Inspected:
    """Parse the HTML, and fail on anything that is not on the list.

    Strictly: what a browser would have to mend, such as an element that is not closed, raises.
    """
    parser: Any = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    found = Inspected()
    found.walk(parser.parseFragment(html))
    assert found.faults == []
    assert len(found.ids) == len(set(found.ids))
    return found


def text_of(html: str) -> str:
    """Return what a reader reads, white space collapsed."""
    return " ".join("".join(inspect(html).text).split())
