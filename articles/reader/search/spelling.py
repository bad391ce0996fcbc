"""Which published word somebody may have meant.

Bounded on purpose, so that a query of slips costs no more than another one: a few words of it, two
slips in a word, and published words that are about as long: of titles and questions those that
begin with the same letter, and of the very many of whole texts those that begin with the same few.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.db.models.functions import Length

from articles.models.search_word import SearchWord
from articles.search_table import fold
from articles.words import SHORTEST_SUGGESTED

#: So many unknown words of a query are mended; one with more is no query of ours.
MOST_MENDED = 3
#: Shorter words are too much like others to have two slips.
LONG = 6
#: With so many letters a word that only texts have must begin as it was typed.
AGREED = 3


def mended(words: Iterable[str]) -> dict[str, str]:
    """Return the published word that each of these is most like, of those that are not known."""
    folded = {word: fold(word) for word in words if len(word) >= SHORTEST_SUGGESTED}
    there = SearchWord.objects.filter(word__in=folded.values()).values_list("word", flat=True)
    known = set(there) if folded else set()
    unknown = [word for word, plain in folded.items() if plain not in known][:MOST_MENDED]
    near = {word: _nearest(folded[word]) for word in unknown}
    return {word: meant for word, meant in near.items() if meant}


def _nearest(word: str) -> str:
    """Return the published word with the fewest slips, the first by the alphabet of equal ones."""
    most = 2 if len(word) >= LONG else 1
    near = SearchWord.objects.filter(
        Q(titled=True, **_begins(word[0])) | Q(**_begins(word[:AGREED]))
    ).annotate(length=Length("word"))
    others = near.filter(length__gte=len(word) - most, length__lte=len(word) + most).values_list(
        "word", flat=True
    )
    letters = set(word)
    # To count slips is slow, and most words are no match at a glance: a slip swaps one letter.
    alike = (other for other in others if len(letters.symmetric_difference(other)) <= 2 * most)
    best = min(((slips(word, other, most), other) for other in alike), default=(most + 1, ""))
    return best[1] if best[0] <= most else ""


def _begins(letters: str) -> dict[str, str]:
    return {"word__gte": letters, "word__lt": letters + "\U0010ffff"}


def slips(word: str, other: str, most: int) -> int:
    """Count the letters that are missing, too many, wrong or swapped with the next one.

    Stops with a number above ``most`` once it can't be less.
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(word, 1):
        earlier, before, row = before, row, [i]
        for j, its in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and word[i - 2] == its:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
