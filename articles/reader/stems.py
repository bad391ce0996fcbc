"""The words of a reader's question that say what it is about, in a form that forgives endings."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from articles.search_table import fold
from articles.words import STOP, query_words

#: Shorter stems would be shared by words that have nothing to do with each other.
SHORTEST = 4

#: Words that a reader asks with, beside those that no search looks for: how one asks, to whom it
#: happens, and where something stands to something else.
_ASKING_TEXT = (
    "above actually advice advise advised after again against all also always am among answer any "
    "anybody anyone ask asked because been before being below best better between both but "
    "consider deal did doctor doctors doing don done down during each ever every exactly few "
    "further get gets give given go goes going got had happen happened happens having he hear "
    "heard hello her here hers herself hi him himself his into itself just know known learn less "
    "let like look make makes many mean means more most much must myself need needs never no nor "
    "not now off once one only other our ours ourselves out over own patient patients people per "
    "person please possible possibly prefer preferred really recommend recommended same say says "
    "seem she show shown some somebody someone still such suggest suggested sure take taken "
    "taking tell than thank thanks theirs them themselves then there these thing things think "
    "those thought through told too true under until up us use used using usually very want wants "
    "was we were while whom wish without wonder wondering yes yet yours yourself yourselves"
)
_ASKING = STOP.union(_ASKING_TEXT.split())

#: Words that say how one acts on something, how much, how long and how well: a text may say that
#: in other words, and is about the same thing.
_HOW_TEXT = (
    "able add added adding adds adult aim allow amount apply approach appropriate available avoid "
    "bad bear begin benefit best big bring call care carry case cause change check choice choose "
    "clinical combine compare complete continue correct cure daily danger dangerous day decide "
    "delay difference different dosage dose drug early easy effect effective eight emergency "
    "enough evidence expect fast fewer find finish first five follow four frequent give good "
    "guideline half halve harm harmful heal help helpful high hold hour immediately important "
    "improve increase indicate indicated initial interval keep kind large last late later least "
    "leave length level limit long low lower main maintain manage management maximum medicate "
    "medication medicine method minimum minute monitor month monthly months morning near "
    "necessary new next nine normal number often old option oral order part pause pill place plan "
    "point prescribe prescription problem proper quick quickly raise range rapid rate reason "
    "recent reduce regimen regular replace require rest restart result right rise risk role rule "
    "safe safely safety schedule second see seven several severe short should show side single "
    "six slow slowly small soon standard start stay step stop strong study switch symptom tablet "
    "target ten therapy third three threshold time together tomorrow total treat treatment trial "
    "twice two type unsafe useful usual value wait way week well when work works worse worst "
    "worth wrong year young"
)

_WORD = re.compile(r"[^\W_]+")
_ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "edly", "ed", "ies", "es", "s", "ly")
#: How words of Greek are written on either side of an ocean.
_LIGATURES = (("ae", "e"), ("oe", "e"))


def telling_words(question: str) -> list[str]:
    """Return the words of a question that an answer must be about, each once.

    A bare number or letter is about nothing. A question of nothing but other words has none.
    """
    return [word for word in query_words(question) if is_telling(word)]


def is_telling(word: str) -> bool:
    """Tell whether a word says what a question is about, and not only that one is asked."""
    return len(word) > 1 and not word.isdigit() and word not in _ASKING


def only_says_how(word: str) -> bool:
    """Tell whether a word only says how one acts on what a question is about."""
    return stem(word) in _how()


@cache
def _how() -> frozenset[str]:
    return frozenset(map(stem, _HOW_TEXT.split()))


@lru_cache(maxsize=20_000)
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
