"""What a reader's question is about, and how much of that a text has.

What a question is about must all be there, or the text answers another one: who asks about a drug
is not told about its neighbour, and who is pregnant not what holds for who is not. How one acts on
it (start, stop, dose, days) counts as well, and more where it is rare, but may be said otherwise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from math import log

from articles.reader.search import Term, expanded, rarity
from articles.reader.search.synonyms import wider
from articles.reader.stems import is_telling, only_says_how, stem
from articles.words import query_words

#: As long as a question may be. One of more subjects tells a story, which no passage answers.
LONGEST, MOST_WORDS, MOST_SUBJECTS = 1_000, 200, 16
#: What a word counts that names what the question's is one of, and what stands above the passage.
WIDER, ABOVE = 0.8, 0.3
#: In a library of a few texts no word is as telling as in a large one.
SMALLEST = 10

_WORD = re.compile(r"[^\W_]+")
#: What denies the words after it. "With or without" denies nothing.
_DENIED = r"(?<! or)(?<! and) (?:not|non|without)(?: (?:a|an|the|be|b|been|being|yet|current))?"


def stemmed(*texts: str) -> str:
    """Return the stems of texts in their order, in which no phrase runs from one into the next."""
    return "|".join(f" {' '.join(map(stem, _WORD.findall(text)))} " for text in texts)


@dataclass(frozen=True)
class Subject:
    """A word or name of a question, with all that it may be called, in stems."""

    term: Term
    same: tuple[str, ...]
    wider: tuple[str, ...]
    #: The rarer in what is published, the more.
    weight: float
    #: Whether an answer must have it.
    needed: bool
    #: Whether the question says that it is not so.
    denied: bool

    def share_in(self, text: str) -> float:
        """Return how much of it a stemmed text has, from 0 to 1."""
        if any(phrase in text for phrase in self.same):
            return 1.0
        return WIDER if any(phrase in text for phrase in self.wider) else 0.0

    def is_denied_in(self, text: str) -> bool:
        """Tell whether a stemmed text says that it is not so."""
        return any(re.search(_DENIED + phrase, text) for phrase in self.same)


@dataclass(frozen=True)
class Question:
    """The subjects of a question."""

    subjects: tuple[Subject, ...]

    @property
    def needed(self) -> list[Subject]:
        """What an answer must have."""
        return [subject for subject in self.subjects if subject.needed]

    @property
    def terms(self) -> list[Term]:
        """What is looked for."""
        return [subject.term for subject in self.subjects]

    def is_answered_by(self, text: str) -> bool:
        """Tell whether a stemmed text has all that an answer must have, and denies none of it."""
        return all(one.share_in(text) for one in self.needed) and not self.is_denied_in(text)

    def is_denied_in(self, text: str) -> bool:
        """Tell whether a stemmed text speaks of what is not as the question says."""
        return any(not one.denied and one.is_denied_in(text) for one in self.needed)

    def share(self, own: str, above: str = "") -> float:
        """Return how much of the question a text has, where what stands above it counts less."""
        total = sum(one.weight for one in self.subjects) or 1
        found = (
            one.weight * max(one.share_in(own), ABOVE * one.share_in(above))
            for one in self.subjects
        )
        return sum(found) / total


def asked(question: str) -> Question:
    """Return what a question is about; nothing, where it is about nothing or about too much."""
    words = query_words(question, LONGEST, MOST_WORDS)
    terms = [term for term in expanded(words, len(words)) if _is_telling(term)]
    if not terms or len(terms) > MOST_SUBJECTS:
        return Question(())
    counts, published = rarity([_with_wider(term) for term in terms])
    of = max(published, SMALLEST)
    text = stemmed(question)
    return Question(
        tuple(_subject(term, count, of, text) for term, count in zip(terms, counts, strict=True))
    )


def _subject(term: Term, count: int, of: int, question: str) -> Subject:
    same = tuple(stemmed(name) for name in (" ".join(term.words), *term.others))
    broad = tuple(stemmed(name) for name in wider(term.words))
    needed = len(term.words) > 1 or not only_says_how(term.words[0])
    # How nobody says it tells nothing; what nobody speaks of tells that there is no answer.
    weight = log(1 + of / (count + 0.5)) if needed or count else 0.0
    subject = Subject(_with_wider(term), same, broad, weight, needed, denied=False)
    return replace(subject, denied=subject.is_denied_in(question))


def _with_wider(term: Term) -> Term:
    return Term(term.words, (*term.others, *wider(term.words)))


def _is_telling(term: Term) -> bool:
    return len(term.words) > 1 or is_telling(term.words[0])
