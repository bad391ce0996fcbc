"""The words of a reader's question that say what it is about, in a form that forgives endings."""

from __future__ import annotations

import re

from articles.search_table import fold
from articles.words import STOP, query_words

#: Shorter stems would be shared by words that have nothing to do with each other.
SHORTEST = 4

#: Words that a reader asks with, beside those that no search looks for: how one asks, to whom it
#: happens, and where something stands to something else.
_ASKING_TEXT = (
    "above after again against all also am among any because been before being below best "
    "better between both but did doing don down during each ever every few further get gets "
    "give given got had having he her here hers herself him himself his into itself just less "
    "like many more most much must myself need needs no nor not now off once one only other our "
    "ours ourselves out over own patient patients people per person please same she some still "
    "such take taken taking tell than theirs them themselves then these those through too under "
    "until up us use used using very want was we were while whom without yes yours yourself "
    "yourselves"
)
_ASKING = STOP.union(_ASKING_TEXT.split())

_WORD = re.compile(r"[^\W_]+")
_ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "edly", "ed", "ies", "es", "s", "ly")
#: How words of Greek are written on either side of an ocean.
_LIGATURES = (("ae", "e"), ("oe", "e"))


def telling_words(question: str) -> list[str]:
    """Return the words of a question that an answer must be about, each once.

    A bare number or letter is about nothing. A question of nothing but other words has none.
    """
    return [
        word
        for word in query_words(question)
        if len(word) > 1 and not word.isdigit() and word not in _ASKING
    ]


def stem(word: str) -> str:
    """Return what a word has in common with its other forms: treat, treated, treatment."""
    plain = fold(word).lower()
    for written, simple in _LIGATURES:
        plain = plain.replace(written, simple)
    for ending in _ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= SHORTEST:
            plain = plain[: -len(ending)] + ("y" if ending == "ies" else "")
            break
    else:
        if plain.endswith("s") and not plain.endswith("ss") and len(plain) >= SHORTEST:
            plain = plain[:-1]
    if len(plain) > SHORTEST and plain[-1] == plain[-2] and plain[-1] in "bdgmnprt":
        return plain[:-1]  # stopped, beginning
    return plain[:-1] if plain.endswith("e") and len(plain) >= SHORTEST else plain


def stems(text: str) -> set[str]:
    """Return the stems of the words of a text."""
    return {stem(word) for word in _WORD.findall(text)}
