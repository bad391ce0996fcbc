"""The inside of a paragraph as inline Markdown.

Bold, italics, safe links, line breaks and notes are kept. Where Markdown can't say what the source
does (emphasis that begins or ends beside punctuation inside a word), the words are kept and the
emphasis is not. Raised and lowered digits become Unicode's: 10⁹ must not come out as 109.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from markdown_it.common.normalize_url import normalizeLink

from articles.importers.document import quoted
from articles.importers.inspection import MOST_LINKS_NAMED
from articles.importers.tree import ID_PREFIX, LITERAL_CLASS, Node
from articles.importers.writing import code_span, escape_inline
from articles.sanitise import is_safe_link

_RAISED = str.maketrans("0123456789+-\u2212=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-\u2212=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_NOTE = re.compile(rf"#({ID_PREFIX}(?:footnote|endnote)-.+)")
_NOTE_REFERENCE = re.compile(rf"{ID_PREFIX}(?:footnote|endnote)-ref-.+")
_BREAK = "\n"
_MARKUP = {"strong": "**", "b": "**", "em": "*", "i": "*"}


@dataclass(frozen=True)
class Run:
    """Words with one look; or a line break; or, with ``note``, the place of a note."""

    text: str
    bold: bool = False
    italic: bool = False
    shift: str = ""
    href: str = ""
    note: str = ""
    code: bool = False
    #: Words that cite nothing, whatever they look like.
    literal: bool = False

    @property
    def markup(self) -> str:
        """What Markdown puts on both sides of the words."""
        return "*" * (2 * self.bold + self.italic)


@dataclass
class Losses:
    """What could not be kept; the notes that the text cites, in order of their first citation.

    Notes are numbered from ``first`` on, which leaves the numbers before it to others.
    """

    first: int = 1
    notes: list[str] = field(default_factory=list)
    unsafe_links: list[str] = field(default_factory=list)
    struck: int = 0

    def number(self, note: str) -> int:
        """Return the number of a note, the next one when it is cited for the first time."""
        if note not in self.notes:
            self.notes.append(note)
        return self.notes.index(note) + self.first

    def numbered(self) -> Iterator[tuple[int, str]]:
        """Yield the notes with their numbers."""
        return enumerate(self.notes, start=self.first)


def inline(nodes: Sequence[Node | str], losses: Losses) -> str:
    """Return inline Markdown without white space around it."""
    runs = list(_merged(_separated(_merged(_runs(nodes, Run(""), losses)))))
    text = re.sub(" +", " ", "".join(_written(runs, losses)))
    return re.sub(rf"[ {_BREAK}]*{_BREAK}[ {_BREAK}]*", f"  {_BREAK}", text.strip())


def plain(nodes: Sequence[Node | str]) -> str:
    """Return the words alone, as one line; notes leave no trace in it."""
    return " ".join(
        "".join(run.text for run in _separated(_runs(nodes, Run(""), Losses()))).split()
    )


def unsafe_links(losses: Losses) -> Iterator[str]:
    """Yield a warning for each link that became text; beyond a few, they are counted."""
    for href in losses.unsafe_links[:MOST_LINKS_NAMED]:
        yield f"The link to {quoted(href)} is not safe and was turned into text."
    if more := len(losses.unsafe_links[MOST_LINKS_NAMED:]):
        yield f"More links are not safe and were turned into text ({more})."


def _runs(nodes: Sequence[Node | str], look: Run, losses: Losses) -> Iterator[Run]:
    for node in nodes:
        if isinstance(node, str):
            yield replace(look, text=re.sub(r"[ \t\n]+", " ", node))
        elif node.tag == "br":
            yield Run(_BREAK)
        elif node.tag == "input":
            yield replace(look, text="☑ " if "checked" in node.attributes else "☐ ")
        elif note := _note(node):
            yield Run("", note=note)
        else:
            losses.struck += node.tag == "s"
            yield from _runs(node.children, _look(node, look, losses), losses)


def _note(node: Node) -> str:
    """Return the id of the note that a link leads to, or "" for every other element."""
    found = _NOTE.fullmatch(node.attributes.get("href", ""))
    return found[1] if found and _NOTE_REFERENCE.fullmatch(node.attributes.get("id", "")) else ""


def _look(node: Node, look: Run, losses: Losses) -> Run:
    if node.tag == "code":
        return replace(look, code=True)
    if node.attributes.get("class") == LITERAL_CLASS:
        return replace(look, literal=True)
    if node.tag in {"sup", "sub"}:
        return replace(look, shift=node.tag)
    if node.tag == "a" and "href" in node.attributes:
        return replace(look, href=_address(node.attributes["href"], losses))
    markup = _MARKUP.get(node.tag, "")
    return replace(look, bold=look.bold or markup == "**", italic=look.italic or markup == "*")


def _address(href: str, losses: Losses) -> str:
    """Return an address as Markdown may hold it, or "" for one that will be no link.

    A place in the document has no address here; for every other one, the loss is noted.
    """
    url = normalizeLink(href.strip())
    if url.startswith("#"):
        return ""
    if url.startswith("/") or not is_safe_link(url):
        losses.unsafe_links.append(href)
        return ""
    url = url.replace("(", "%28").replace(")", "%29")
    return re.sub(r"&(?=#?\w+;)", r"\&", url)


def _separated(runs: Iterator[Run]) -> Iterator[Run]:
    """Yield the runs shifted, and with the white space at the ends of emphasis outside of it."""
    for run in runs:
        text = run.text
        if run.shift:
            text = text.translate(_RAISED if run.shift == "sup" else _LOWERED)
        if not run.markup or not text.strip():
            yield replace(run, text=text, shift="", bold=False, italic=False)
            continue
        before, words, after = _edges(text)
        plain = replace(run, shift="", bold=False, italic=False)
        yield replace(plain, text=before)
        yield replace(run, text=words, shift="")
        yield replace(plain, text=after)


def _merged(runs: Iterator[Run]) -> Iterator[Run]:
    """Yield the runs that are not empty, neighbours of one look as one."""
    kept = (run for run in runs if run.text or run.note)
    for look, group in groupby(kept, key=lambda run: replace(run, text="")):
        text = "".join(run.text for run in group)
        yield replace(look, text=text)


def _written(runs: Sequence[Run], losses: Losses) -> Iterator[str]:
    """Yield the Markdown of each run, links and neighbouring notes in one piece each."""
    position = 0
    after_bracket = False
    for (href, is_note), group in groupby(runs, key=lambda run: (run.href, bool(run.note))):
        members = list(group)
        following = runs[position + len(members) : position + len(members) + 1]
        if is_note:
            yield f"[{','.join(str(losses.number(run.note)) for run in members)}]"
        elif href and "".join(run.text for run in members).strip():
            words = "".join(_emphasised(members, "[", "]", "]"))
            before, words, after = _edges(words)
            yield f"{before}[{words}]({href}){after}"
        else:
            before = runs[position - 1].text[-1:] if position else ""
            after = following[0].text[:1] if following else ""
            words = "".join(_emphasised(members, before, after, ""))
            if after_bracket and words[0] in "(:":
                words = f"\\{words}"
            if following and words.endswith("!"):  # not the beginning of a picture
                words = f"{words[:-1]}\\!"
            yield words
        after_bracket = is_note
        position += len(members)


def _emphasised(runs: Sequence[Run], before: str, after: str, closing: str) -> Iterator[str]:
    """Yield the runs with their emphasis, given what stands on both sides of them.

    ``closing`` is what ends a link's text, and has to be escaped in it: a square bracket.
    """
    was_emphasised = False
    for position, run in enumerate(runs):
        left = runs[position - 1].text[-1] if position else before
        right = runs[position + 1].text[0] if position + 1 < len(runs) else after
        words = code_span(run.text) if run.code else escape_inline(run.text)
        if (closing or run.literal) and not run.code:
            words = words.replace("]", "\\]")
        opens = _may_stand(words[:1] if run.code else run.text[:1], left)
        closes = _may_stand(words[-1:] if run.code else run.text[-1:], right)
        was_emphasised = bool(run.markup and opens and closes and not was_emphasised)
        yield f"{run.markup}{words}{run.markup}" if was_emphasised else words


def _edges(text: str) -> tuple[str, str, str]:
    """Return a text's white space at the beginning, its words, and its white space at the end."""
    words = text.strip()
    before, _, after = text.partition(words)
    return before, words, after


def _may_stand(inside: str, outside: str) -> bool:
    """Tell whether a delimiter of emphasis works between two characters.

    CommonMark 0.31, section 6.2: beside punctuation inside, only with a space or punctuation
    outside. Parsers differ on whether symbols are punctuation, so they must pass either way.
    """
    return (
        unicodedata.category(inside)[0] not in "PS"
        or not outside.strip()
        or unicodedata.category(outside)[0] == "P"
    )
