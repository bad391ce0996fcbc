"""Citations as people type them: ``[1,2]``, ``(1)`` or ``1,2`` raised behind a word.

Works on Markdown, and leaves code and links alone. What a number means is not known here: whoever
has a text in pieces says what each group of numbers becomes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from articles.citations.syntax import expand, is_citation
from articles.importers.byline import byline_length
from articles.importers.inspection import inspect

_RAISED_DIGIT = "[⁰¹²³⁴-⁹]"
_ONE = r"[1-9]\d{0,2}"
_NUMBERS = r"[1-9]\d{0,2}(?:\s?[,;\u2013-]\s?[1-9]\d{0,2})*"
_SCANNED = re.compile(
    rf"""(?P<code>(?P<ticks>(?<!`)`{{1,20}}(?!`))[^`].{{0,1000}}?(?<!`)(?P=ticks)(?!`))
      | \\\[(?P<first>{_ONE})\]\s?[\u2013-]\s?\\\[(?P<last>{_ONE})\]
      | \\\[(?P<escaped>\s?{_NUMBERS}\s?)\](?P<after>[(:]?)
      | \\\[(?P<boxed>{_RAISED_DIGIT}{{1,3}}(?:[\ ]?[,;⁻\u2013-][\ ]?{_RAISED_DIGIT}{{1,3}})*)\\?\]
      | (?P<escape>\\.)
      | \[(?P<cited>[^\[\]\\\n]{{1,400}})\](?!\()
      | (?P<round>(?<=[^\W\d_)\]%"\u201d\u2019])\ \({_NUMBERS}\))(?=[\s.,;:]|$)
      | \^(?P<caret>[(\[]?{_NUMBERS}[)\]]?)\^
      | <sup>(?P<tagged>\s?[(\[]?{_NUMBERS}[)\]]?\s?)</sup>
      | (?<![⁺⁻⁰¹²³⁴-⁹])(?P<raised>⁽?{_RAISED_DIGIT}{{1,3}}
            (?:[\ ]?[,;⁻\u2013-][\ ]?{_RAISED_DIGIT}{{1,3}})*⁾?)(?![⁺⁻⁰¹²³⁴-⁹\w])
    """,
    re.VERBOSE | re.DOTALL,
)
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁽⁾", "0123456789-()")
_LONGEST_WORD = 80
_SPACES = frozenset(" \u00a0\u2009\u202f")
#: What may stand between a word and a number raised behind it.
_BEHIND_WORDS = ".,;:!?)]}\"'\u201d\u2019*_%"
_SPLIT = re.compile(r"[/\u00b7\u00d7*(\[]")
_POWERS = frozenset("234")
_UNIT_NAMES = """
    m cm mm dm km \u00b5m \u03bcm nm ft in yd mi s sec h min l ml dl kg g mg mmol mmhg
"""
_UNITS = frozenset(_UNIT_NAMES.split())
#: What counts something in round brackets, whatever the text cites with: “on days (1) and (2)”.
_COUNTING = re.compile(
    rf"(?P<what>\b(?:(?:on|at|from|between)\s+(?:the\s+)?(?:days?|weeks?|months?|years?|visits?"
    rf"|cycles?)|see|steps?|tables?|figures?))"
    rf"(?: \({_NUMBERS}\),?(?: (?:and|or|to|through))?){{0,5}}$",
    re.IGNORECASE,
)
_POWER_OF_TEN = re.compile(r"[x\u00d7e]?\d+(?:[.,]\d+)*", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")


class Style(Enum):
    """How a citation was typed; CITED is what is one in Markdown already."""

    CITED = "cited"
    BRACKETS = "brackets"
    ROUND = "round"
    RAISED = "raised"


@dataclass(frozen=True)
class Typed:
    """A group of numbers that may be a citation; ``keys`` are what it would cite.

    ``power`` is the word with it where it reads like a power: m², x³; or like a count: days (1).
    """

    style: Style
    inside: str
    keys: tuple[str, ...]
    power: str = ""


@dataclass(frozen=True)
class Piece:
    """A stretch of a text, and what it was found to be; most are just text."""

    text: str
    typed: Typed | None = None
    #: What follows a citation and would make another thing of it: ``[1](x)``, ``[1]: x``.
    after: str = ""
    #: Names and places: their numbers cite nothing.
    is_byline: bool = False


def pieces(markdown: str) -> list[Piece]:
    """Return a text in pieces, each group of numbers that may be a citation in one of its own."""
    lines = markdown.split("\n")
    names = byline_length(lines)
    # Most texts have no code, and then there is nothing to parse.
    has_code = "    " in markdown or "\t" in markdown or "``" in markdown or "~~" in markdown
    code = inspect(markdown, 0).code_lines() if has_code else set()
    found = [Piece("".join(f"{line}\n" for line in lines[:names]), is_byline=True)] if names else []
    for is_code, run in groupby(range(names, len(lines)), key=code.__contains__):
        text = "".join(f"{lines[number]}\n" for number in run)
        found += [Piece(text)] if is_code else _pieces(text)
    return found


def written(found: Iterable[Piece], answer: Callable[[Typed], str | None]) -> str:
    """Return the text with each group replaced by what it becomes; None leaves it as it was."""
    return "".join(_written(piece, answer) for piece in found)[:-1]


def cited(keys: Sequence[str]) -> str:
    """Return a citation of keys, as it is written in Markdown."""
    parts = [key if key.isascii() and key.isdigit() else f"@{key}" for key in keys]
    return f"[{(',' if all(map(str.isdigit, parts)) else '; ').join(parts)}]"


def _pieces(text: str) -> Iterator[Piece]:
    position = 0
    for match in _SCANNED.finditer(text):
        typed = _typed(match)
        if typed is not None:
            yield Piece(text[position : match.start()])
            after = match["after"] if typed.style is Style.BRACKETS else ""
            yield Piece(match[0], typed, after)
            position = match.end()
    yield Piece(text[position:])


def _written(piece: Piece, answer: Callable[[Typed], str | None]) -> str:
    given = answer(piece.typed) if piece.typed else None
    if piece.typed is None or given is None:
        return piece.text
    before = " " if piece.typed.style is Style.ROUND else ""
    return f"{before}{given}\\{piece.after}" if piece.after else f"{before}{given}"


def _typed(found: re.Match[str]) -> Typed | None:
    """Return what was found as a group of numbers, or None for what is none."""
    if found["first"]:
        return _group(Style.BRACKETS, f"{found['first']}-{found['last']}")
    if found["escaped"]:
        return _group(Style.BRACKETS, found["escaped"])
    if found["cited"]:
        return _group(Style.CITED, found["cited"])
    if found["round"]:
        counting = _COUNTING.search(_before(found))
        inside = found["round"].strip(" ()")
        return _group(Style.ROUND, inside, f"{counting['what']} ({inside})" if counting else "")
    if found["boxed"]:
        return _group(Style.RAISED, found["boxed"].translate(_LOWERED).replace(" ", ""))
    raised = found["tagged"] or found["caret"] or found["raised"]
    if not raised:
        return None
    inside = raised.translate(_LOWERED).strip(" ()[]").replace(" ", "")
    before = _before(found)
    is_apart = before[-1:] in _SPACES
    word = _word(before[:-1] if is_apart else before)
    if word is None or not inside[:1].isdigit() or inside.startswith("0"):
        return None
    if _is_number(before) and not is_apart:
        return None
    is_power = _is_number(before) or (inside in _POWERS and _takes_power(word))
    named = before.split()[-1] + " " if is_apart else word
    return _group(Style.RAISED, inside, f"{named}{raised}" if is_power else "")


def _before(found: re.Match[str]) -> str:
    """Return the words before what was found, as many as matter."""
    return found.string[max(0, found.start() - _LONGEST_WORD) : found.start()]


def _group(style: Style, inside: str, power: str = "") -> Typed | None:
    keys = _keys(inside)
    return Typed(style, inside.strip(), keys, power) if keys else None


def _keys(inside: str) -> tuple[str, ...]:
    """Return the keys of what stands in brackets, none if it is no citation."""
    return expand(inside) if is_citation(f"[{inside}]") else ()


def _word(before: str) -> str | None:
    """Return the word that a raised number stands behind; None where it is no citation's place."""
    if not before or before[-1].isspace():
        return None
    token = before.split()[-1].rstrip(_BEHIND_WORDS)
    word = _SPLIT.split(token)[-1]
    return word if any(character.isalnum() for character in token) else None


def _is_number(before: str) -> bool:
    """Tell whether a number, but no year, is what words end in: what is raised is a power of it."""
    token = before.split()[-1]
    word = _SPLIT.split(token)[-1]
    is_bare = token == token.rstrip(_BEHIND_WORDS)
    return is_bare and bool(_POWER_OF_TEN.fullmatch(word)) and not _YEAR.fullmatch(word)


def _takes_power(word: str) -> bool:
    """Tell whether a small number raised behind a word may be a power of it."""
    return len(word) <= 1 or word.lower() in _UNITS
