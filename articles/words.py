"""What counts as a word where people search."""

from __future__ import annotations

import re
from collections.abc import Iterable

from articles.search_table import fold
from articles.text import strip_hidden

LONGEST_QUERY, MOST_WORDS = 200, 12
LONGEST_WORD = 40
#: Shorter words are not worth a suggestion: of titles and questions, and of whole texts.
SHORTEST_SUGGESTED, SHORTEST_OF_TEXTS = 4, 5

_WORD = re.compile(r"[^\W_]+")

#: Words that a question has and an answer need not.
_STOP_TEXT = (
    "a about an and are as at be by can could do does for from has have how i if in is it "
    "its may me my of on or should so that the their there they this to was what when "
    "where which who why will with would you your"
)
STOP = frozenset(_STOP_TEXT.split())


def query_words(query: str, longest: int = LONGEST_QUERY, most: int = MOST_WORDS) -> list[str]:
    """Return the words that are searched for: each once, without those that mean nothing.

    Of a query of nothing but such words, they are kept.
    """
    found = _WORD.findall(strip_hidden(query)[:longest].lower())
    words = list(dict.fromkeys(word[:LONGEST_WORD] for word in found))
    telling = [word for word in words if word not in STOP]
    return (telling or words)[:most]


def vocabulary(texts: Iterable[str], shortest: int = SHORTEST_SUGGESTED) -> set[str]:
    """Return the words of published texts that may be suggested."""
    words = {word for text in texts for word in _WORD.findall(fold(text).lower())}
    return {
        word
        for word in words - STOP
        if shortest <= len(word) <= LONGEST_WORD and not word.isdigit()
    }
