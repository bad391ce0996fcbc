"""What was published about something and ended: readers are told, not left to wonder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import and_, or_

from django.db.models import Exists, OuterRef, Q

from articles.enums import NoticeKind, PublicationStatus
from articles.models.publication import Publication
from articles.reader.stems import stem, stems

#: Among how many retracted texts is looked, how many that may fit are read, how many are named.
NEWEST, LOOKED_AT, MOST = 1_000, 40, 3


@dataclass(frozen=True)
class Retracted:
    """An article that was retracted or withdrawn, at whose address the notice is."""

    slug: str
    title: str
    question: str
    at: datetime
    #: "retracted" or "withdrawn", as its notice says.
    ended_as: str


def retracted_titled(words: Sequence[str]) -> list[Retracted]:
    """Return the newest retracted articles whose title, question or address has all the words."""
    wanted = {stem(word) for word in words}
    return _retracted(words, every=True, fits=lambda text: wanted <= stems(text))


def retracted_about(words: Sequence[str], fits: Callable[[str], bool]) -> list[Retracted]:
    """Return the newest retracted articles whose title and question fit, and have some word."""
    return _retracted(words, every=False, fits=fits)


def _retracted(
    words: Sequence[str], *, every: bool, fits: Callable[[str], bool]
) -> list[Retracted]:
    if not words:
        return []
    named = [
        Q(title__icontains=part) | Q(question__icontains=part) | Q(slug__icontains=part)
        for part in map(_part, words)
    ]
    # By the index alone; no search must grow slow with what an office has had to retract.
    newest = (
        Publication.objects.filter(status=PublicationStatus.RETRACTED)
        .order_by("-published_at", "-pk")
        .values("pk")[:NEWEST]
    )
    same = Publication.objects.filter(slug=OuterRef("slug"))
    withdrawn = Publication.objects.filter(pk=OuterRef("pk"), notices__kind=NoticeKind.WITHDRAWAL)
    rows = (
        Publication.objects.filter(pk__in=newest)
        .filter(reduce(and_ if every else or_, named))
        # A text that was put right has its own page to say so.
        .exclude(Exists(same.live()))
        .order_by("-published_at", "-pk")
        .values_list("slug", "title", "question", "ended_at", Exists(withdrawn))[:LOOKED_AT]
    )
    fitting = [
        Retracted(slug, title, question, at, "withdrawn" if taken_back else "retracted")
        for slug, title, question, at, taken_back in rows
        if at is not None and fits(f"{title} {question} {slug}")
    ]
    # Of each article the newest that was retracted.
    last = {one.slug: one for one in reversed(fitting)}
    return sorted(last.values(), key=lambda one: one.at, reverse=True)[:MOST]


def _part(word: str) -> str:
    """Return the part of a word that stands in all its forms, as the database is to look for it."""
    return word[: max(3, len(word) - 4)]
