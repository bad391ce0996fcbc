"""The lines of authors and their institutions that a manuscript begins with.

The numbers raised in them lead from a name to a place of work, and to no reference.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

#: Lines of a byline, at the most; and characters of one of them.
_MOST_LINES = 40
_LONGEST_LINE = 600
_RAISED = re.compile(r"<sup>[^<]{0,40}</sup>|\^[^^\s]{1,40}\^|[⁰¹²³⁴-⁹⁽⁾⁻]")
_PLACE = re.compile(r"\s*(?:<sup>\s*\d|\^\d|[¹²³⁴-⁹])")
_MARKUP = re.compile(r"[*_\\†‡§]")
_WORD = re.compile(r"[^\W\d_][\w.\u2019'-]*")
_BETWEEN_NAMES = re.compile(r"[,;&|]|\band\b")
_PARTICLE_NAMES = "and by da de del der di dos du el la le of ter van vom von y zu"
_PARTICLES = frozenset(_PARTICLE_NAMES.split())
_DEGREES = re.compile(
    r"\b(?:Dr|Prof(?:essor)?|M\.?D|Ph\.?D|D\.?Phil|MB\s?BS|MB\s?BCh|MB\s?ChB|MPH|M\.?Sc|B\.?Sc"
    r"|PharmD|Dr\.? med|FRCP|MRCP|FACP|RN|DO|DrPH|MBA|MA|MS)\b"
)


def byline_length(lines: Sequence[str]) -> int:
    """Return how many lines at the beginning of a text are names and places, 0 for none."""
    end = 0
    for place, line in enumerate(lines[:_MOST_LINES]):
        if not line.strip():
            continue
        if not (_is_byline(line) or (end and _PLACE.match(line) and not line.endswith("?"))):
            break
        end = place + 1
    return end


def has_numbers(text: str) -> bool:
    """Tell whether a byline has raised numbers."""
    return _RAISED.search(text) is not None


def _is_byline(line: str) -> bool:
    """Tell whether a line is nothing but names, with or without degrees."""
    if len(line) > _LONGEST_LINE or "[" in line or line.startswith(("#", "    ", "\t", ">", "|")):
        return False
    text = " ".join(_MARKUP.sub("", _RAISED.sub(" ", line)).split())
    words = _WORD.findall(text)
    if not all(word[0].isupper() or word in _PARTICLES for word in words):
        return False
    if _DEGREES.search(text):
        return len(words) > 1
    parts = [_WORD.findall(part) for part in _BETWEEN_NAMES.split(text)]
    names = [part for part in parts if part]
    return text[-1:] not in ".?!:" and bool(names) and all(2 <= len(name) <= 5 for name in names)
