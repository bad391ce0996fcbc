"""Reading levels by two published formulas, and which sentences are the hardest.

Flesch-Kincaid grade level (Kincaid, Fishburne, Rogers & Chissom 1975):
0.39 x words per sentence + 11.8 x syllables per word - 15.59. SMOG (McLaughlin 1969):
3.1291 + 1.0430 x the root of 30 x words of three syllables or more per sentence. On one text they
differ by about three grades, so both are shown by their names. Neither knows medicine, nor English:
a score is a hint, never a judgement.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import pyphen

from articles.prose import Sentence, sentences

POLYSYLLABLE = 3
MOST_HARDEST = 5
#: A sentence of three words may have any score.
SHORTEST_RATED = 5

_HYPHENATION = pyphen.Pyphen(lang="en_US")
_VOWELS = re.compile(r"[aeiouy]+")
# Vowels that belong to two syllables where they meet: "area", "create", "medium", "continuous".
_APART = re.compile(
    r"ia(?!l\b|n\b)|eo(?!p)|io(?!n|us)|iu|ua(?!r)|uo|ea(?=t(?:e|ed|ion)\b)|(?<=[^aeot])ie(?=t|nt)"
)
# Frequent words that neither hyphenation nor spelling tells.
_IRREGULAR = {
    "area": 3,
    "areas": 3,
    "diabetes": 4,
    "dialysis": 4,
    "every": 2,
    "idea": 3,
    "ideas": 3,
    "people": 2,
    "peoples": 2,
}
_LETTERS = re.compile(r"[^a-z]")


@dataclass(frozen=True)
class Level:
    """The reading level of a text; the scores are None for a text without a sentence."""

    words: int
    sentences: int
    syllables: int
    polysyllables: int
    hardest: tuple[Sentence, ...]

    @property
    def flesch_kincaid(self) -> float | None:
        """The Flesch-Kincaid grade, to one decimal."""
        if not self.words:
            return None
        return round(flesch_kincaid(self.words, self.sentences, self.syllables), 1)

    @property
    def smog(self) -> float | None:
        """The SMOG grade, to one decimal."""
        return round(smog(self.polysyllables, self.sentences), 1) if self.words else None


def flesch_kincaid(words: int, sentence_count: int, syllable_count: int) -> float:
    """Return the Flesch-Kincaid grade level."""
    return 0.39 * words / sentence_count + 11.8 * syllable_count / words - 15.59


def smog(polysyllables: int, sentence_count: int) -> float:
    """Return the SMOG grade."""
    return 1.0430 * math.sqrt(polysyllables * 30 / sentence_count) + 3.1291


def level(markdown: str, *, anchor: str = "c") -> Level:
    """Return the reading level of a Markdown text; headings and tables are not counted."""
    found = [
        sentence
        for sentence in sentences(markdown, anchor=anchor)
        if sentence.kind in {"paragraph", "item"} and sentence.words
    ]
    counts = [_counted(sentence) for sentence in found]
    rated = [
        (flesch_kincaid(words, 1, syllable_count), sentence)
        for sentence, (words, syllable_count, _) in zip(found, counts, strict=True)
        if words >= SHORTEST_RATED
    ]
    rated.sort(key=lambda pair: -pair[0])
    return Level(
        words=sum(words for words, _, _ in counts),
        sentences=len(found),
        syllables=sum(syllable_count for _, syllable_count, _ in counts),
        polysyllables=sum(many for _, _, many in counts),
        hardest=tuple(sentence for _, sentence in rated[:MOST_HARDEST]),
    )


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """Return how many syllables an English word has, as far as spelling tells.

    Hyphenation knows many words and never divides a syllable, but leaves some undivided; vowels
    are counted in what it leaves. Figures and abbreviations count as one.
    """
    if "-" in word:
        return sum(syllables(part) for part in word.split("-") if part)
    letters = _LETTERS.sub("", word.lower())
    if not letters or (word.isupper() and len(word) > 1):
        return 1
    if letters in _IRREGULAR:
        return _IRREGULAR[letters]
    return sum(_by_vowels(part) for part in _HYPHENATION.inserted(letters).split("-"))


def _by_vowels(word: str) -> int:
    count = len(_VOWELS.findall(word)) + len(_APART.findall(word))
    is_silent = word.endswith("e") and not re.search(r"(?:[^aeiouy]le|[aeiouy]e)$", word)
    if is_silent or re.search(r"(?:[^aeiouytd]ed|[^aeiouysxzcg]es|[^aeiouy](?:ch|sh)ed)$", word):
        count -= 1
    return max(count, 1)


def _counted(sentence: Sentence) -> tuple[int, int, int]:
    counts: Sequence[int] = [syllables(word) for word in sentence.words]
    return len(counts), sum(counts), sum(1 for count in counts if count >= POLYSYLLABLE)
