"""The best passages of approved texts for a reader's question: quoted, never written by us.

A passage that has a word of the question in common says nothing by that. What is quoted, with the
headings and the title above it, must have all that the question is about, and most of the rest;
each word weighs the more the rarer it is in what is published. A word that stands nowhere tells
that nothing here is about it: in medicine silence is better than the answer to another question.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from articles.models.publication import Publication
from articles.reader.asked import Question, asked, stemmed
from articles.reader.blocks import Block, blocks_of
from articles.reader.page import CLINICIAN, PLAIN
from articles.reader.retracted import Retracted, retracted_about
from articles.reader.search import related
from articles.reader.stems import telling_words

#: How many articles are read, how many are quoted, how many passages of each, and how long.
READ, ARTICLES, OF_EACH = 10, 3, 2
SHORTEST, LONGEST = 30, 700
#: What must be there of the question's weight, with the headings and the title, and without.
MOST_OF_IT, OWN = 0.5, 0.3
#: What is much worse than the best is no answer beside it.
NEAR = 0.72


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


def answers_to(question: str) -> Answers:
    """Return the best passages of the best live articles, best first, and what was retracted.

    A passage that has less of the question than the title of a retracted text is left out: it
    would seem to be what stands in its place.
    """
    about = asked(question)
    if not about.subjects:
        return Answers()
    retracted = retracted_about(
        telling_words(question), lambda text: about.share(stemmed(text)) >= MOST_OF_IT
    )
    least = max(
        (about.share(stemmed(one.title, one.question, one.slug)) for one in retracted),
        default=MOST_OF_IT,
    )
    found: list[Passage] = []
    needed = [subject.term for subject in about.needed]
    if needed:
        for publication in related([about.terms, needed], READ):
            found += _best(publication, about, least)
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


def _best(publication: Publication, about: Question, least: float) -> list[Passage]:
    """Return the passages of an article that are about the question, the best two at most."""
    title = stemmed(publication.title, publication.question)
    if about.is_denied_in(title):
        return []
    passages = [
        passage
        for audience, html in ((CLINICIAN, publication.html), (PLAIN, publication.plain_html))
        for block in blocks_of(html)
        if SHORTEST <= len(block.text) <= LONGEST
        if (passage := _passage(publication, audience, block, title, about)) is not None
    ]
    fit = [one for one in passages if one.share >= least]
    return sorted(fit, key=lambda passage: -passage.score)[:OF_EACH]


def _passage(
    publication: Publication, audience: str, block: Block, title: str, about: Question
) -> Passage | None:
    """Weigh a block. The first of a text answers its title, whose words are therefore its own."""
    own, above = stemmed(block.text), f"{title}|{stemmed(*block.headings)}"
    whole = f"{own}|{above}"
    if not about.is_answered_by(whole) or about.share(own) < OWN:
        return None
    score = about.share(f"{own}|{title}" if block.first else own, above)
    return Passage(publication, block.text, block.anchor, audience, about.share(whole), score)
