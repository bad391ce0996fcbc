"""The Markdown that articles are written in: a markdown-it parser set up for hostile text.

CommonMark with tables and citations. Raw HTML is off, bare addresses stay text, and an image
becomes its alternative text, so that a page never fetches what an author names; but for the
pictures of the article itself, ``image:<digest>``, which whoever parses must bring in ``env``.
Link reference definitions (``[label]: address``) are off too: they would be text in the signed
document that no reader sees, and ``[1]: Smith 2020`` would silently swallow a reference. A link
that is not safe becomes its text. Text nested too deeply becomes paragraphs, where markdown-it
would drop it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_block import StateBlock, paragraph
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from articles.brackets import bound_brackets
from articles.citations.syntax import CITATION, add_citations
from articles.sanitise import EXTERNAL_REL, is_safe_link, is_web_address
from articles.text import strip_hidden

#: A quotation counts one, a list two: fifteen lists inside each other are read as lists.
DEEPEST_BLOCK = 30

# markdown-it drops the text of blocks this deep, so _flatten must step in before. Not higher:
# the time for a hostile run of brackets grows with it.
_MAX_NESTING = DEEPEST_BLOCK + 10


#: The type of a token that is a picture of the article; its content is the alternative text.
OWN_IMAGE = "own_image"
_OWN_ADDRESS = re.compile(r"image:([0-9a-f]{64})")


def make_parser() -> MarkdownIt:
    """Return the parser, with the renderer of its tokens."""
    md = MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False})
    md.enable("table").disable("reference")
    md.options["maxNesting"] = _MAX_NESTING
    md.block.ruler.before("table", "flatten", _flatten)
    # Every address is parsed, so that an unsafe one becomes its text; _make_inert judges them.
    md.validateLink = lambda url: True  # type: ignore[method-assign]
    add_citations(md)
    bound_brackets(md)
    md.core.ruler.push("inert", _make_inert)
    md.add_render_rule(CITATION, _render_citation)
    md.add_render_rule(OWN_IMAGE, _render_image)
    md.add_render_rule("table_open", _render_table_open)
    md.add_render_rule("table_close", _render_table_close)
    return md


def plain_text(tokens: Sequence[Token], *, with_citations: bool = False) -> str:
    """Return the text that a reader of these inline tokens would read."""
    words = []
    for token in tokens:
        if token.type in {"softbreak", "hardbreak"}:
            words.append(" ")
        elif token.type == "image":
            words.append(plain_text(token.children or (), with_citations=with_citations))
        elif token.type != CITATION or with_citations:
            words.append(token.content)
    return "".join(words)


def _flatten(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    """Read a block as a paragraph when it is nested too deeply (a block rule of markdown-it)."""
    return state.level >= DEEPEST_BLOCK and paragraph(state, start, end, silent)


def _make_inert(state: StateCore) -> None:
    """Take out of the parsed text what must not reach a page (a core rule of markdown-it)."""
    images = state.env.get("images", {})
    for token in state.tokens:
        if token.children:
            state.env.setdefault("asked", []).extend(filter(None, map(_digest, token.children)))
            token.children = list(_inert(token.children, images))


def _digest(token: Token) -> str:
    """Return the digest of the article's picture that a token asks for, or ""."""
    found = _OWN_ADDRESS.fullmatch(str(token.attrs.get("src", "")))
    return found[1] if found else ""


def _inert(tokens: Sequence[Token], images: Mapping[str, Mapping[str, Any]]) -> Iterator[Token]:
    """Yield the inline tokens without unsafe links, images and hidden characters."""
    unwrapping = False
    for token in tokens:
        if token.type == "link_open":
            href = str(token.attrs.get("href", ""))
            unwrapping = not is_safe_link(href)
            token.attrs = {"href": href}
            if is_web_address(href):
                token.attrSet("rel", EXTERNAL_REL)
        elif token.type == "image":
            alternative = plain_text(token.children or (), with_citations=True)
            image = images.get(_digest(token))
            token = Token("text", "", 0, content=alternative)
            if image is not None:
                token.type, token.meta = OWN_IMAGE, {"image": image}
        if not (unwrapping and token.type in {"link_open", "link_close"}):
            # Character references such as &#x202E; are decoded only after the source was cleaned.
            token.content = strip_hidden(token.content)
            yield token


def _render_citation(_: Any, tokens: Sequence[Token], index: int, *__: Any) -> str:
    # Brackets, because a bare superscript after a figure reads as a power: 10² mg.
    links = ", ".join(
        f'<a id="{name}" href="#ref-{number}" aria-label="Reference {number}">{number}</a>'
        for number, name in tokens[index].meta["links"]
    )
    return f'<sup class="cite">[{links}]</sup>'


def _render_image(_: Any, tokens: Sequence[Token], index: int, *__: Any) -> str:
    image = tokens[index].meta["image"]
    return (
        f'<img src="/images/{image["digest"]}.{image["kind"]}"'
        f' alt="{escapeHtml(tokens[index].content)}"'
        f' width="{image["width"]}" height="{image["height"]}" loading="lazy">'
    )


def _render_table_open(_: Any, tokens: Sequence[Token], index: int, *__: Any) -> str:
    label = f"Table {tokens[index].meta['number']}"
    # Focusable, so that a wide table can be scrolled by keyboard (WCAG 2.1.1).
    return f'<div class="table-scroll" tabindex="0" role="region" aria-label="{label}">\n<table>\n'


def _render_table_close(*_: Any) -> str:
    return "</table>\n</div>\n"
