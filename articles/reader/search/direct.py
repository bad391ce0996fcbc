"""What a query leads to by itself: a specialty, a person, a cited work, or a text by its address.

Two reads along an index at most: whether there is such a key, and the newest few that have it,
however many do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from articles.models.publication import Publication
from articles.models.search_key import SearchKey
from articles.reader.stems import stems
from articles.reader.versions import TEXTS
from articles.search_keys import CITED, SIGNED, WRITTEN, asked_key, is_identifier

#: So many articles are named.
MOST = 10
HOW = {
    CITED: "cites this work",
    SIGNED: "signed under this name",
    WRITTEN: "written under this name",
}


@dataclass(frozen=True)
class Person:
    """A board member of the name that was typed."""

    uid: UUID
    name: str
    credentials: str

    def __str__(self) -> str:
        return f"{self.name}, {self.credentials}" if self.credentials else self.name


@dataclass(frozen=True)
class Direct:
    """What was found without looking for words."""

    specialties: Mapping[str, str] = field(default_factory=dict)
    people: tuple[Person, ...] = ()
    #: Each with how it has to do with what was typed.
    articles: tuple[tuple[Publication, str], ...] = ()
    more: bool = False
    #: Whether what was typed is no words.
    identifier: bool = False

    def __bool__(self) -> bool:
        return bool(self.specialties or self.people or self.articles)


def found_directly(text: str, names: Mapping[str, str]) -> Direct:
    """Return what a query is the name or identifier of; ``names`` are those of the specialties."""
    wanted = stems(text)
    specialties = {slug: name for slug, name in names.items() if wanted and wanted <= stems(name)}
    key = asked_key(text)
    rows: list[Any] = list(_newest(key)) if key and _is_known(key) else []
    articles = {row.pk: (row, HOW.get(row.how, "")) for row in reversed(rows[:MOST])}
    people = {
        row.uid: Person(row.uid, row.member_name, row.member_credentials) for row in rows if row.uid
    }
    return Direct(
        specialties,
        tuple(people.values()),
        tuple(reversed(articles.values())),
        more=len(rows) > MOST,
        identifier=is_identifier(key),
    )


def _is_known(key: str) -> bool:
    """Tell whether anything has the key: most queries are words, and cost no more than this."""
    return SearchKey.objects.filter(key=key).exists()


def _newest(key: str) -> QuerySet[Publication]:
    # The order is that of the index of the keys: it is read from its end, and no further.
    return (
        Publication.objects.live()
        .defer(*TEXTS)
        .with_doubts()
        .filter(search_keys__key=key)
        .annotate(
            how=F("search_keys__kind"),
            uid=F("search_keys__member__uid"),
            member_name=F("search_keys__member__name"),
            member_credentials=F("search_keys__member__credentials"),
        )
        .order_by("-search_keys__place")[: MOST + 1]
    )
