r"""LaTeX as it stands in BibTeX fields, as plain text: accents, Greek, raised digits, no commands.

pylatexenc reads it; a file that ``\input`` names is never opened.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pylatexenc.latex2text import LatexNodes2Text

from articles.citations.formats.parts import line

LONGEST_FIELD = 20_000
DEEPEST_BRACE = 30

#: All that is LaTeX in most fields: braces that keep a case.
_BRACES = re.compile(r"[{}]")
_COMMANDS = re.compile(r"[\\{}$~%&]|``|''|---?")
_UNESCAPED = re.compile(r"(?<!\\)([%&#])")
_DOLLAR = re.compile(r"(?<!\\)\$")
_SHIFTED = re.compile(
    r"(?:\\text(?P<word>super|sub)script|(?P<mark>[\^_]))(?:\{(?P<braced>[-+\d=()n]{1,8})\}|(?P<one>\d))"
)
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


@lru_cache(maxsize=4096)  # names of journals and people come again and again
def to_text(latex: str) -> str:
    """Return the words of a field as one line; what is no LaTeX loses its braces only."""
    bare = _BRACES.sub("", latex)
    if not _COMMANDS.search(bare) and not _SHIFTED.search(latex):
        return line(bare)
    source = _UNESCAPED.sub(r"\\\1", latex)
    if len(_DOLLAR.findall(source)) % 2:  # a price, not mathematics
        source = _DOLLAR.sub(r"\\$", source)
    source = _SHIFTED.sub(_shifted, source)
    if len(source) > LONGEST_FIELD or depth(source) > DEEPEST_BRACE:
        return without_braces(latex)
    try:
        text = str(_reader().latex_to_text(source))
    except Exception:  # noqa: BLE001 - pylatexenc raises whatever broken LaTeX leads it to
        return without_braces(latex)
    return line(text.replace("\u00a0", " "))


def without_braces(latex: str) -> str:
    """Return a field such as an address, in which only a backslash before a sign is LaTeX."""
    return line(re.sub(r"\\([_%&#$~{}])", r"\1", re.sub(r"(?<!\\)[{}]", "", latex)))


def depth(text: str) -> int:
    """Return how deep braces are nested."""
    deepest = level = 0
    for brace in re.findall(r"(?<!\\)[{}]", text):
        level += 1 if brace == "{" else -1
        deepest = max(deepest, level)
    return deepest


def _shifted(found: re.Match[str]) -> str:
    digits = found["braced"] or found["one"]
    is_raised = found["word"] == "super" or found["mark"] == "^"
    return digits.translate(_RAISED if is_raised else _LOWERED)


@cache
def _reader() -> LatexNodes2Text:
    return LatexNodes2Text(math_mode="text", keep_comments=False)
