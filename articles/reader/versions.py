"""Reads of publications for a page: what it shows, and what else there is of the article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from articles.enums import PublicationStatus
from articles.models.publication import Publication

if TYPE_CHECKING:
    from articles.models.notice import Notice

#: What a line of the history does not need.
TEXTS = ("content", "html", "plain_html", "references_html", "toc", "reviewers")


@dataclass(frozen=True)
class Versions:
    """All publications of one article, newest first, with their notices but without their texts."""

    all: list[Publication]

    @property
    def standing(self) -> Publication:
        """What the article's address shows: the live publication, else the newest retracted one."""
        by_rank = sorted(self.all, key=lambda version: not version.is_live)
        return next(v for v in by_rank if v.status != PublicationStatus.SUPERSEDED)

    @property
    def first_published(self) -> datetime:
        """When the article first came out, whichever version that was."""
        return min(version.published_at for version in self.all)

    @property
    def steps(self) -> list[tuple[Publication, int | None]]:
        """Each publication with the number of the version before it, or None.

        None as well where a comparison of the two would quote a text that was removed.
        """
        found = {version.number: version for version in reversed(self.all)}
        numbers = sorted(found)
        before = {
            number: earlier
            for earlier, number in pairwise(numbers)
            if not self.removal_of(found[number]) and not self.removal_of(found[earlier])
        }
        return [(version, before.get(version.number)) for version in self.all]

    def notices_of(self, publication: Publication) -> list[Notice]:
        """Return the notices about one publication, newest first."""
        mine = next(version for version in self.all if version.pk == publication.pk)
        return list(mine.notices.all())

    def ends_before(self, publication: Publication) -> list[Notice]:
        """Return the notices that ended what was published before a publication, newest first."""
        return [
            notice
            for version in self.all
            if version.is_retracted and version.published_at < publication.published_at
            for notice in version.notices.all()
            if notice.ends_publication
        ]

    def ended_as(self, publication: Publication) -> str:
        """Return "withdrawn" or "retracted", without asking the database again."""
        return next(v for v in self.all if v.pk == publication.pk).ended_as

    def removal_of(self, publication: Publication) -> Notice | None:
        """Return the notice that took the publication's text off the page, or None.

        A text removed as a serious health risk must not be read in an earlier version instead, so
        a removal reaches back to all versions before it.
        """
        for version in self.all:
            if version.published_at >= publication.published_at:
                for notice in version.notices.all():
                    if notice.remove_text:
                        return notice
        return None


def published_after(publication: Publication) -> Publication | None:
    """Return what was published first after a publication at the same address, without its text."""
    later = Publication.objects.filter(
        slug=publication.slug, published_at__gt=publication.published_at
    )
    return later.defer(*TEXTS).order_by("published_at", "pk").first()


def versions_of(slug: str) -> Versions:
    """Return the publications under an article's address, in two queries."""
    rows = Publication.objects.filter(slug=slug).defer(*TEXTS).order_by("-published_at", "-pk")
    return Versions(list(rows.prefetch_related("notices")))
