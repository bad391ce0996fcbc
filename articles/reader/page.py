"""What the page of one publication shows around the signed text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404
from django.urls import reverse

from articles.enums import NoticeKind
from articles.models.publication import Publication
from articles.reader.citing import FORMATS, Format, Work, work_of
from articles.reader.versions import Versions, versions_of

if TYPE_CHECKING:
    from articles.models.notice import Notice

#: Which of the signed texts a page shows.
CLINICIAN, PLAIN, BOTH = "clinician", "plain", "both"


@dataclass(frozen=True)
class Page:
    """A publication, the article's other versions, and the notices that concern it."""

    publication: Publication
    versions: Versions
    audience: str

    @property
    def heading(self) -> str:
        """The title, marked where it was retracted or withdrawn (ICMJE, COPE, NISO CREC)."""
        title = self.publication.title
        return f"{self.ended_as.upper()}: {title}" if self.ended else title

    @property
    def ended(self) -> Publication | None:
        """The retracted version because of which this text must not be used, or None.

        That is this one, or the one at the article's address: while an article stands retracted
        no earlier version of it stands instead, and every copy of it has to say so.
        """
        about = (self.publication, self.newest)
        return next((version for version in about if version.is_retracted), None)

    @property
    def ended_as(self) -> str:
        """Return "retracted" or "withdrawn" where the text must not be used, else ""."""
        return self.versions.ended_as(self.ended) if self.ended else ""

    @property
    def end(self) -> Notice | None:
        """The notice of that retraction or withdrawal."""
        about = self.versions.notices_of(self.ended) if self.ended else []
        return next((notice for notice in about if notice.ends_publication), None)

    @property
    def earlier_ends(self) -> list[Notice]:
        """The notices of what was retracted or withdrawn before this was published."""
        return self.versions.ends_before(self.publication)

    @property
    def newest(self) -> Publication:
        """The version that the article's address shows."""
        return self.versions.standing

    @property
    def is_newest(self) -> bool:
        """Whether this is that version."""
        return self.newest.pk == self.publication.pk

    @property
    def removal(self) -> Notice | None:
        """The notice that took this text off the page, or None."""
        return self.versions.removal_of(self.publication)

    @property
    def notices(self) -> list[Notice]:
        """The notices about this version, and of a retraction of the article since."""
        about = [self.publication] if self.is_newest else [self.publication, self.newest]
        found = [
            notice
            for version in about
            if version == self.publication or version.is_retracted
            for notice in self.versions.notices_of(version)
        ]
        if self.removal and self.removal not in found:
            found.append(self.removal)
        return found

    @property
    def edition(self) -> str:
        """The version and its day, in words."""
        day = self.publication.published_at
        return f"Version {self.publication.number}, published {day:%-d %B %Y}."

    @property
    def is_overdue(self) -> bool:
        """Whether a text that stands should have been reviewed again by now."""
        return self.publication.is_live and self.publication.review_is_overdue()

    @property
    def caution(self) -> str:
        """What every sheet of paper says of the text in its head, by name; "" for nothing."""
        if self.ended:
            return self.ended_as
        if any(notice.kind == NoticeKind.CONCERN for notice in self.notices):
            return "concern"
        if not self.is_newest:
            return "older"
        return "overdue" if self.is_overdue else ""

    @property
    def shows_clinician_text(self) -> bool:
        """Whether the page has the text for clinicians."""
        return self.audience in (CLINICIAN, BOTH)

    @property
    def shows_plain_text(self) -> bool:
        """Whether the page has the plain-language text."""
        return self.audience in (PLAIN, BOTH) and bool(self.publication.plain_html)

    @property
    def columns(self) -> str:
        """The columns of the texts that the page shows."""
        if self.removal:
            return ""
        shown = ((self.shows_clinician_text, "html"), (self.shows_plain_text, "plain_html"))
        return " ".join(column for is_shown, column in shown if is_shown)

    @property
    def answers_from(self) -> str:
        """The column of whose text the key answer is quoted; "" for a retracted or removed one."""
        if self.ended or self.removal:
            return ""
        return "plain_html" if self.audience == PLAIN else "html"

    @property
    def work(self) -> Work:
        """What is cited."""
        return work_of(self.publication, self.heading)

    @property
    def formats(self) -> list[tuple[str, Format]]:
        """The files for reference managers, by their ending."""
        return list(FORMATS.items())

    @property
    def canonical(self) -> str:
        """The address by which search engines are to know the page."""
        name = (
            "reader:plain" if self.shows_plain_text and self.audience == PLAIN else "reader:article"
        )
        return f"{settings.SITE_URL}{reverse(name, args=[self.publication.slug])}"


def standing_page(slug: str, audience: str) -> Page:
    """Return the page of what stands at an article's address. Raises Http404."""
    versions = versions_of(slug)
    if not versions.all:
        raise Http404("No article was published at this address.")
    publication = Publication.objects.get(pk=versions.standing.pk)
    return Page(publication, versions, audience)


def version_page(slug: str, number: int) -> Page:
    """Return the page of one version, with all its texts. Raises Http404.

    A text that was signed again unchanged was published twice under its number; the newer
    publication is shown, which has the same bytes and the later signatures.
    """
    versions = versions_of(slug)
    found = next((version for version in versions.all if version.number == number), None)
    if found is None:
        raise Http404("There is no such version of an article at this address.")
    return Page(Publication.objects.get(pk=found.pk), versions, BOTH)
