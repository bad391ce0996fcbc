"""HTML from Word, a browser or another editor as a small tree, by libxml2's forgiving parser.

The parser hands over one tag after the other and builds nothing itself, so the limits hold while it
reads. It fetches nothing and expands no entity but HTML's own characters. What is no text for
readers (scripts, styles, pictures, forms, what is hidden, comments) never enters the tree.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from lxml import etree

from articles.importers.document import ImportRefusedError
from articles.importers.tree import ID_PREFIX, Node

LONGEST_HTML = 2_000_000
#: A long article has some thousands; this many take two seconds.
MOST_ELEMENTS = 40_000
DEEPEST_ELEMENT = 100

#: What is left out with all that is inside it, and under which name it is counted, if at all.
_LEFT_OUT = {
    **dict.fromkeys(("head", "script", "style", "template", "noscript", "datalist", "xml"), ""),
    **dict.fromkeys(("img", "picture", "svg", "v:shape", "v:imagedata"), "picture"),
    **dict.fromkeys(("iframe", "object", "embed", "applet", "canvas", "frameset"), "embedded"),
    **dict.fromkeys(("video", "audio", "math", "map"), "embedded"),
    **dict.fromkeys(("button", "input", "select", "textarea"), "control"),
    **dict.fromkeys(("nav", "dialog"), "menu"),
    "del": "deletion",
}
_KEPT_ATTRIBUTES = (
    "href",
    "class",
    "style",
    "id",
    "colspan",
    "rowspan",
    "start",
    "data-aria-level",
)
_HIDDEN = re.compile(
    r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|mso-hide:all|opacity:0|"
    r"font-size:0(?:px|pt|em|rem|%)?)(?:!important)?(?:;|$)"
)
_COMMENT_CLASS = re.compile(r"\bmso(?:commentreference|commenttext|comanchor|comtxt)\b")
_MARKER = re.compile(r"mso-list:ignore", re.IGNORECASE)
_NOTE_LINK = re.compile(r"#_((?:ftn|edn)\d{1,4})")
_NOTE_BACK_LINK = re.compile(r"#_(?:ftn|edn)ref\d{1,4}")


@dataclass
class HtmlDocument:
    """A tree whose root is the body, and how much of each kind was left out of it."""

    root: Node = field(default_factory=lambda: Node("body"))
    left_out: Counter[str] = field(default_factory=Counter)


def read_html_tree(html: str) -> HtmlDocument:
    """Parse a page or a piece of one. Raises ImportRefusedError for one beyond the limits."""
    if len(html) > LONGEST_HTML:
        raise ImportRefusedError(
            f"The HTML is too long: {len(html):,} characters, where {LONGEST_HTML:,} is the most."
        )
    document = HtmlDocument()
    parser = etree.HTMLParser(
        target=_TreeBuilder(document), encoding="utf-8", no_network=True, huge_tree=False
    )
    data = html.replace("\x00", "").encode("utf-8", "ignore")
    if data.strip():
        etree.fromstring(data, parser)
    return document


class _TreeBuilder:
    """Receives what the parser reads; ``_skipped`` is how deep it is in what is left out."""

    def __init__(self, document: HtmlDocument) -> None:
        self._document = document
        self._open = [document.root]
        self._skipped = 0
        self._elements = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            raise ImportRefusedError(f"The HTML has more than {MOST_ELEMENTS:,} elements.")
        if len(self._open) + self._skipped > DEEPEST_ELEMENT:
            raise ImportRefusedError(
                f"The HTML nests its elements more than {DEEPEST_ELEMENT} deep, "
                "as no list or table of a text does."
            )
        if self._skipped or self._is_left_out(tag, attributes):
            self._skipped += 1
            return
        kept = {name: attributes[name] for name in _KEPT_ATTRIBUTES if name in attributes}
        node = Node(tag, _with_note(kept) if tag == "a" else kept)
        self._open[-1].children.append(node)
        self._open.append(node)

    def end(self, _: str) -> None:
        if self._skipped:
            self._skipped -= 1
        elif len(self._open) > 1:
            self._open.pop()

    def data(self, data: str) -> None:
        if not self._skipped:
            self._open[-1].children.append(data)

    def comment(self, _: str) -> None:
        """Word keeps its settings in comments."""

    def close(self) -> HtmlDocument:
        return self._document

    def _is_left_out(self, tag: str, attributes: dict[str, str]) -> bool:
        """Tell whether an element is left out, and count it."""
        kind = _LEFT_OUT.get(tag)
        style = re.sub(r"\s", "", attributes.get("style", "")).lower()
        if kind is None:
            kind = _kind_by_look(tag, attributes, style)
        if kind:
            self._document.left_out[kind] += 1
        return kind is not None


def _kind_by_look(tag: str, attributes: dict[str, str], style: str) -> str | None:
    """Return what an element is left out as because of its attributes, or None."""
    if "mso-element:comment-list" in style:
        return ""
    if _COMMENT_CLASS.search(attributes.get("class", "").lower()):
        return "comment" if tag in {"span", "a"} else ""
    if "hidden" in attributes or _HIDDEN.search(style):
        return "hidden"
    if tag == "a" and _NOTE_BACK_LINK.fullmatch(attributes.get("href", "")):
        return ""
    return None


def _with_note(attributes: dict[str, str]) -> dict[str, str]:
    """Return a link's attributes; Word's link to a footnote becomes what ``inline`` knows."""
    kept = {name: value for name, value in attributes.items() if name != "id"}
    note = _NOTE_LINK.fullmatch(attributes.get("href", ""))
    if note is None:
        return kept
    return {
        "href": f"#{ID_PREFIX}footnote-{note[1]}",
        "id": f"{ID_PREFIX}footnote-ref-{note[1]}",
    }


def is_list_marker(node: Node) -> bool:
    """Tell whether an element is the bullet or number that Word writes before an item."""
    return bool(_MARKER.search(node.attributes.get("style", "")))
