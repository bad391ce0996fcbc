"""What the feed tells: new texts and new versions, every notice, and what was retracted since.

A program that follows the feed keeps what it read. So the entry of an article that is retracted
keeps its id and says so, instead of vanishing and leaving the old one to be read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse

from articles.enums import NoticeKind, PublicationStatus
from articles.models.publication import Publication

#: How far back the feed goes.
ENTRIES = 50

#: What no entry needs.
_TEXTS = ("html", "plain_html", "references_html", "toc", "reviewers")
#: What was published at the same address.
_SAME = Publication.objects.filter(slug=OuterRef("slug"))


@dataclass(frozen=True)
class Entry:
    """One entry of the Atom feed; its address is its id, which stays for ever."""

    path: str
    title: str
    summary: str
    updated: datetime
    published: datetime
    category: str
    authors: tuple[str, ...] = ()
    #: What a notice is about.
    about: str = ""

    @property
    def address(self) -> str:
        """The entry's address and id."""
        return settings.SITE_URL + self.path


def entries() -> list[Entry]:
    """Return the newest entries, newest first. A new version moves its article's entry up."""
    found = chain(
        (_article(p) for p in _newest()),
        (_retracted(p) for p in _newest_retracted()),
        (_notice(line) for line in _notices()),
    )
    return sorted(found, key=lambda entry: entry.updated, reverse=True)[:ENTRIES]


def _newest() -> QuerySet[Publication]:
    """Return what stands, each with the moment in which its article first came out."""
    live = Publication.objects.live().order_by("-published_at")
    return _with_first(live)[:ENTRIES]


def _newest_retracted() -> QuerySet[Publication]:
    """Return what was retracted last of the articles that stand retracted."""
    ended = Publication.objects.filter(status=PublicationStatus.RETRACTED).with_ends()
    later = _SAME.filter(published_at__gt=OuterRef("published_at"))
    standing = ended.exclude(Exists(later)).order_by("-ended_at")
    return _with_first(standing)[:ENTRIES]


def _with_first(publications: QuerySet[Publication]) -> QuerySet[Publication]:
    first = Subquery(_SAME.order_by("published_at").values("published_at")[:1])
    return publications.defer(*_TEXTS).annotate(first_published=first)


def _retracted(publication: Any) -> Entry:
    ended_as = "withdrawn" if publication.is_withdrawn else "retracted"
    return replace(
        _article(publication),
        title=f"{ended_as.upper()}: {publication.title}",
        summary=(
            f"This article was {ended_as} on {publication.ended_at:%-d %B %Y}, and must not be"
            " relied on. Its page says why."
        ),
        updated=publication.ended_at,
    )


def _article(publication: Any) -> Entry:
    return Entry(
        path=reverse("reader:article", args=[publication.slug]),
        title=publication.title,
        summary=publication.question,
        updated=publication.published_at,
        published=publication.first_published,
        category=publication.specialty_name,
        authors=tuple(author["name"] for author in publication.document["authors"]),
    )


def _notices() -> list[dict[str, Any]]:
    concerned = Publication.objects.filter(notices__isnull=False).order_by("-notices__issued_at")
    fields = ("kind", "reason", "issued_at", "issuer_name", "pk")
    names = [f"notices__{field}" for field in fields]
    return list(concerned.values("slug", "title", "specialty_name", *names)[:ENTRIES])


def _notice(line: dict[str, Any]) -> Entry:
    return Entry(
        path=reverse("reader:notice", args=[line["notices__pk"]]),
        title=f"{NoticeKind(line['notices__kind']).label}: {line['title']}",
        summary=line["notices__reason"],
        updated=line["notices__issued_at"],
        published=line["notices__issued_at"],
        category=line["specialty_name"],
        authors=(line["notices__issuer_name"],),
        about=settings.SITE_URL + reverse("reader:article", args=[line["slug"]]),
    )
