"""Words in the frequencies of a language: a few are everywhere, most are rare."""

from __future__ import annotations

import random
from itertools import accumulate
from pathlib import Path

from scripts.processes import ROOT

_SYLLABLES = "ar bo cel da el fi gra hy in jo ka lum mo ne ol pra qui ro sti tu ur va xe yl zo"
SYLLABLES = _SYLLABLES.split()
COUNT = 20_000


class Language:
    """Makes texts, the same ones at each run with the same seed."""

    def __init__(self, seed: int = 20261125) -> None:
        self.random = random.Random(seed)
        self.words = [*_real_words(), *self._made_up()][:COUNT]
        # Zipf: the n-th word is n times as rare as the first.
        self.weights = list(accumulate(1 / rank for rank in range(1, len(self.words) + 1)))

    def text(self, count: int) -> str:
        """Return so many words."""
        return " ".join(self.random.choices(self.words, cum_weights=self.weights, k=count))

    def word(self, first: int, last: int) -> str:
        """Return a word whose rank by frequency is in the range."""
        return self.words[self.random.randint(first, last)]

    def _made_up(self) -> list[str]:
        made = random.Random(7)
        return ["".join(made.choices(SYLLABLES, k=made.randint(2, 4))) for _ in range(2 * COUNT)]


def _real_words() -> list[str]:
    """Return the words of the demo's articles, the most frequent ones first."""
    counts: dict[str, int] = {}
    for file in sorted(Path(ROOT / "seeds" / "articles").glob("*.md")):
        for word in file.read_text(encoding="utf-8").lower().split():
            if word.isalpha():
                counts[word] = counts.get(word, 0) + 1
    return sorted(counts, key=lambda word: (-counts[word], word))
