"""Measures of a text: words, sentences, and the Flesch-Kincaid grade. Rough, and good enough."""

from __future__ import annotations

import re

_CITATION = re.compile(r"\s*\[@[^\]]+\]")
_MARKS = re.compile(r"[*_`|]")
_LINE_START = re.compile(r"^\s*(?:#+|[-*]|\d+\.)\s+")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_WORD_OR_NUMBER = re.compile(r"\w+(?:[-'’.,/]\w+)*")
_VOWELS = re.compile(r"[aeiouy]+")


def sentences(markdown: str) -> list[str]:
    """The sentences of a text; a heading and a list item end one."""
    found: list[str] = []
    for block in re.split(r"\n\s*\n|\n(?=\s*(?:[-*]|\d+\.)\s)", markdown):
        line = _MARKS.sub("", _CITATION.sub("", _LINE_START.sub("", " ".join(block.split()))))
        found += [part for part in _SENTENCE_END.split(line) if _WORD.search(part)]
    return found


def word_count(markdown: str) -> int:
    """How many words and numbers, without citations and Markdown's marks."""
    return sum(len(_WORD_OR_NUMBER.findall(sentence)) for sentence in sentences(markdown))


def grade(markdown: str) -> float:
    """The Flesch-Kincaid grade, by counting groups of vowels as syllables."""
    found = sentences(markdown)
    words = [word for sentence in found for word in _WORD.findall(sentence)]
    syllables = sum(_syllables(word.lower()) for word in words)
    return 0.39 * len(words) / len(found) + 11.8 * syllables / len(words) - 15.59


def _syllables(word: str) -> int:
    count = len(_VOWELS.findall(word))
    silent_e = word.endswith("e") and not word.endswith(("le", "ee"))
    return max(1, count - (1 if silent_e and count > 1 else 0))
