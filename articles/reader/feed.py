"""What the feed tells: new texts and new versions, and every notice about one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse

from articles.enums import NoticeKind
from articles.models.publication import Publication

#: How far back the feed goes.
ENTRIES = 50


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
        (_notice(line) for line in _notices()),
    )
    return sorted(found, key=lambda entry: entry.updated, reverse=True)[:ENTRIES]


def _newest() -> QuerySet[Publication]:
    """Return what stands, each with the moment in which its article first came out."""
    same = Publication.objects.filter(slug=OuterRef("slug")).order_by("published_at")
    first = Subquery(same.values("published_at")[:1])
    live = Publication.objects.live().order_by("-published_at")
    return live.annotate(first_published=first)[:ENTRIES]


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
