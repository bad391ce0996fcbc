"""The best passages of approved texts for a reader's question: quoted, never written by us.

A passage that has a word of the question in common says nothing by that. What is quoted must have
most of what the question is about, and each word weighs the more the rarer it is in what is
published: "potassium" tells where to look, "dose" doesn't, and a word that stands nowhere tells
that nothing here is about it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import log

from articles.models.publication import Publication
from articles.reader.blocks import Block, blocks_of
from articles.reader.page import CLINICIAN, PLAIN
from articles.reader.retracted import Retracted, retracted_about
from articles.reader.search import rarity, related
from articles.reader.stems import stem, stems, telling_words

#: How many articles are read, how many are quoted, how many passages of each, and how long.
READ, ARTICLES, OF_EACH = 10, 3, 2
SHORTEST, LONGEST = 30, 700
#: What must be there of the question's weight, with the headings and the title.
MOST_OF_IT = 0.5
#: What a word counts that stands only above the passage.
ABOVE = 0.3
#: What is much worse than the best is no answer beside it.
NEAR = 0.72
#: In a library of a few texts no word is as telling as in a large one.
SMALLEST = 10


@dataclass(frozen=True)
class Passage:
    """A passage word for word, where it stands and since when it may be relied on."""

    publication: Publication
    text: str
    #: The id of the heading above it, "" where there is none.
    heading: str
    audience: str
    #: How much of the question it has, and how much of that in its own words.
    share: float
    score: float

    @property
    def is_plain(self) -> bool:
        """Whether it is from the plain-language text."""
        return self.audience == PLAIN


@dataclass(frozen=True)
class Answers:
    """What is published about a question, and what was but doesn't stand any more."""

    passages: tuple[Passage, ...] = ()
    retracted: tuple[Retracted, ...] = ()


class Weights:
    """What each word of a question weighs."""

    def __init__(self, frequencies: Mapping[str, int], published: int) -> None:
        """Weigh words by how many of the texts that are published have them."""
        of = max(published, SMALLEST)
        self._of = {stem(w): log(1 + of / (count + 0.5)) for w, count in frequencies.items()}
        known = {stem(word): count for word, count in frequencies.items() if count}
        least = min(known.values(), default=0)
        self.rarest = {word for word, count in known.items() if count == least}
        self.total = sum(self._of.values())

    def share(self, words: Iterable[str]) -> float:
        """Return how much of the question these words are, from 0 to 1."""
        there = set(words)
        return sum(w for word, w in self._of.items() if word in there) / (self.total or 1)


def answers_to(question: str) -> Answers:
    """Return the best passages of the best live articles, best first, and what was retracted.

    A passage that has less of the question than the title of a retracted text is left out: it
    would seem to be what stands in its place.
    """
    words = telling_words(question)
    if not words:
        return Answers()
    frequencies, published = rarity(words)
    weights = Weights(frequencies, published)
    retracted = retracted_about(words, lambda text: weights.share(stems(text)) >= MOST_OF_IT)
    least = max(
        (weights.share(stems(f"{one.title} {one.question}")) for one in retracted),
        default=MOST_OF_IT,
    )
    found: list[Passage] = []
    if weights.rarest:
        for publication in related(words, READ):
            found += _best(publication, weights, least)
    found.sort(key=lambda passage: -passage.score)
    return Answers(tuple(_near_the_best(found)), tuple(retracted))


def _near_the_best(found: list[Passage]) -> Iterator[Passage]:
    """Yield what is nearly as good as the best, of no more than a few articles."""
    quoted: set[int] = set()
    for passage in found:
        quoted.add(passage.publication.pk)
        if passage.score < NEAR * found[0].score or len(quoted) > ARTICLES:
            return
        yield passage


def _best(publication: Publication, weights: Weights, least: float) -> list[Passage]:
    """Return the passages of an article that are about the question, the best two at most."""
    about = stems(f"{publication.title} {publication.question}")
    texts = ((CLINICIAN, publication.html), (PLAIN, publication.plain_html))
    blocks = [(audience, block) for audience, html in texts for block in blocks_of(html)]
    whole = about.union(*(stems(block.text) for _audience, block in blocks))
    if not weights.rarest & whole:
        return []
    passages = [_passage(publication, *pair, about, weights) for pair in blocks]
    fit = [
        passage
        for passage in passages
        if passage.share >= least and SHORTEST <= len(passage.text) <= LONGEST and passage.score
    ]
    return sorted(fit, key=lambda passage: -passage.score)[:OF_EACH]


def _passage(
    publication: Publication, audience: str, block: Block, about: set[str], weights: Weights
) -> Passage:
    """Weigh a block. The first of a text answers its title, whose words are therefore its own."""
    own = stems(block.text)
    above = about | stems(" ".join(block.headings))
    share = weights.share(own | above)
    telling = weights.share(own | about if block.first else own)
    score = ABOVE * share + (1 - ABOVE) * telling if weights.share(own) else 0.0
    return Passage(publication, block.text, block.anchor, audience, share, score)
