"""Markdown to safe HTML, with a table of contents and numbered citations.

The HTML is a function of the arguments alone, so freezing the same text gives the same bytes.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it.token import Token

from articles.citations.syntax import CITATION
from articles.parser import make_parser, plain_text
from articles.sanitise import clean_html
from articles.text import strip_hidden

_MARKDOWN = make_parser()
_ANCHOR = re.compile(r"[a-z]")
_LONGEST_SLUG = 60


@dataclass(frozen=True)
class Heading:
    """A line of the table of contents: its text is plain and has to be escaped."""

    level: int
    id: str
    text: str


@dataclass(frozen=True)
class Rendered:
    """A text as HTML, its headings, and the keys it cites in order of first citation."""

    html: str
    toc: tuple[Heading, ...]
    cited: tuple[str, ...]


@dataclass(frozen=True)
class Parsed:
    """A text half way: what it cites is known, and nothing has a number yet."""

    tokens: list[Token]
    cited: tuple[str, ...]
    with_images: bool


def render(
    markdown: str,
    *,
    numbers: Mapping[str, int] | None = None,
    anchor: str = "c",
    images: Sequence[Mapping[str, Any]] = (),
) -> Rendered:
    """Render a text. Any text: what is not Markdown comes out as escaped text.

    ``numbers`` gives the displayed number of each cited key; a key it lacks gets the next free
    number in order of first citation. ``anchor``, one small letter, keeps the ids of two texts on
    one page apart: citations are ``c-<number>-<occurrence>``; headings are ``s-<slug>`` for "c"
    and ``<anchor>-s-<slug>`` for every other. ``images`` are the pictures that may be shown: dicts
    of "digest", "kind", "width" and "height"; any other is its alternative text. Raises ValueError
    for any other anchor, and for "s", whose ids could be those of a heading.
    """
    return finish(parse(markdown, images), numbers=numbers or {}, anchor=anchor)


def parse(markdown: str, images: Sequence[Mapping[str, Any]] = ()) -> Parsed:
    """Take the first half of ``render``, which says what is cited before anything has a number."""
    tokens = _parse(markdown, images={image["digest"]: image for image in images})
    return Parsed(tokens, _remember(markdown, _cited(tokens)), with_images=bool(images))


def finish(parsed: Parsed, *, numbers: Mapping[str, int], anchor: str) -> Rendered:
    """Take the second half of ``render``, once for what was parsed: it changes that."""
    if not _ANCHOR.fullmatch(anchor) or anchor == "s":
        raise ValueError(f"{anchor!r} is not an anchor: it must be one small letter other than s")
    tokens = parsed.tokens
    _number_citations(tokens, _complete(numbers, parsed.cited), anchor)
    _wrap_tables(tokens)
    toc = _place_headings(tokens, "s-" if anchor == "c" else f"{anchor}-s-")
    html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    return Rendered(
        html=clean_html(html, with_images=parsed.with_images).strip(), toc=toc, cited=parsed.cited
    )


def cited_keys(markdown: str) -> tuple[str, ...]:
    """Return the keys that a text cites, in order of first citation."""
    known = _known.get(markdown)
    return _remember(markdown, _cited(_parse(markdown))) if known is None else known


#: A preview renders the same two texts, and asks several times what they cite.
_known: dict[str, tuple[str, ...]] = {}
_MOST_KNOWN = 32


def _remember(markdown: str, cited: tuple[str, ...]) -> tuple[str, ...]:
    if len(_known) >= _MOST_KNOWN:
        _known.clear()
    _known[markdown] = cited
    return cited


def image_digests(*texts: str) -> tuple[str, ...]:
    """Return the digests of the article's pictures that texts ask for, in order of first use."""
    asked: list[str] = []
    for text in texts:
        if "image:" in text:  # most texts have none, and need not be parsed for it
            _parse(text, asked=asked)
    return tuple(dict.fromkeys(asked))


def _parse(markdown: str, **env: Any) -> list[Token]:
    return _MARKDOWN.parse(strip_hidden(markdown), env)


def _citations(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        for child in token.children or ():
            if child.type == CITATION:
                yield child


def _cited(tokens: Sequence[Token]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for token in _citations(tokens) for key in token.meta["keys"]))


def _complete(numbers: Mapping[str, int], cited: Sequence[str]) -> dict[str, int]:
    """Return the numbers with the next free ones for cited keys that have none."""
    complete = dict(numbers)
    free = max(complete.values(), default=0) + 1
    for key in cited:
        if key not in complete:
            complete[key] = free
            free += 1
    return complete


def _number_citations(tokens: Sequence[Token], numbers: Mapping[str, int], anchor: str) -> None:
    """Note in each citation what its links show and what they are called."""
    occurrences: Counter[int] = Counter()
    for token in _citations(tokens):
        links = []
        for number in dict.fromkeys(numbers[key] for key in token.meta["keys"]):
            occurrences[number] += 1
            links.append((number, f"{anchor}-{number}-{occurrences[number]}"))
        token.meta["links"] = links


def _wrap_tables(tokens: Sequence[Token]) -> None:
    """Number the tables, and turn alignment from styles, which the site forbids, into classes."""
    count = 0
    for token in tokens:
        if token.type == "table_open":
            count += 1
            token.meta["number"] = count
        elif token.type in {"th_open", "td_open"}:
            style = str(token.attrs.pop("style", ""))
            if style:
                token.attrSet("class", style.replace("text-align:", "align-"))
            if token.type == "th_open":
                token.attrSet("scope", "col")


def _place_headings(tokens: Sequence[Token], prefix: str) -> tuple[Heading, ...]:
    """Set level and id of every heading, and return those that have a text.

    ``#`` and ``##`` are both second level, because the page's title is the first. A heading
    without a text becomes a paragraph: there would be nothing to list or to announce.
    """
    toc: list[Heading] = []
    taken: Counter[str] = Counter()
    tag = "p"
    for index, token in enumerate(tokens):
        if token.type == "heading_open":  # the next token is what stands in the heading
            text = " ".join(plain_text(tokens[index + 1].children or ()).split())
            level = max(2, int(token.tag[1:]))
            tag = f"h{level}" if text else "p"
            if text:
                heading = Heading(level, _unique(prefix + _slug(text), taken), text)
                token.attrSet("id", heading.id)
                toc.append(heading)
        if token.type in {"heading_open", "heading_close"}:
            token.tag = tag
    return tuple(toc)


def _slug(text: str) -> str:
    """Return the Latin letters and digits of a text with hyphens between, perhaps none."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    words = re.sub(r"[^a-z0-9]+", "-", ascii_text.lower())
    return words[:_LONGEST_SLUG].strip("-")


def _unique(wanted: str, taken: Counter[str]) -> str:
    """Return the wanted id, numbered if it is taken or has no slug, and take it."""
    bare = wanted.endswith("-")
    candidate = f"{wanted}1" if bare else wanted
    while candidate in taken:
        taken[wanted] += 1
        candidate = f"{wanted}{taken[wanted]}" if bare else f"{wanted}-{taken[wanted]}"
    taken.setdefault(wanted, 1)
    taken.setdefault(candidate, 1)
    return candidate
