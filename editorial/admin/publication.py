"""Publications, as readers have them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from accounts.desk.things import Fact, ThingAdmin
from articles.models import Publication
from articles.templatetags.moments import day, utc_time
from editorial.admin.acts.notice import IssueNotice
from editorial.admin.acts.retract import Retract
from editorial.admin.acts.retracted_references import MarkCitedRetracted
from editorial.admin.queue import sees_all


@admin.register(Publication)
class PublicationAdmin(ThingAdmin):
    """What was published: live, superseded and retracted."""

    acts = (IssueNotice(), Retract(), MarkCitedRetracted())
    thing_template = "admin/articles/publication/page.html"
    list_title = "Publications"
    intro = "What readers read, and what they read before."
    list_display = ("title", "version", "specialty_name", "standing", "published", "review_due")
    list_filter = ("status", "specialty_name")
    search_fields = ("title", "question", "slug")
    ordering = ("-published_at",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Publication]:
        """Leave out the texts: they are on the public page."""
        publications: Any = super().get_queryset(request)
        found: QuerySet[Publication] = publications.with_ends()
        return found.defer("content", "html", "plain_html", "references_html", "toc")

    @admin.display(description="Version", ordering="number")
    def version(self, publication: Publication) -> int:
        """Return the number."""
        return publication.number

    @admin.display(description="Status", ordering="status")
    def standing(self, publication: Any) -> str:
        """Return the status in words, as the notice says."""
        return "Withdrawn" if publication.is_withdrawn else publication.get_status_display()

    @admin.display(description="Published", ordering="published_at")
    def published(self, publication: Publication) -> SafeString | str:
        """Return the day of publication."""
        return day(publication.published_at)

    @admin.display(description="Next review", ordering="next_review_due")
    def review_due(self, publication: Publication) -> str:
        """Return when the text is reviewed again, and that this is overdue."""
        if not publication.is_live:
            return "None"
        late = " (overdue)" if publication.review_is_overdue() else ""
        return f"{publication.next_review_due:%-d %B %Y}{late}"

    def facts(self, request: HttpRequest, thing: Publication) -> Sequence[Fact]:
        """Say what it is and where it stands."""
        return (
            Fact("Question", thing.question),
            Fact("Status", self.standing(thing)),
            Fact("Version", thing.number),
            Fact("Specialty", thing.specialty_name),
            Fact("Published", utc_time(thing.published_at)),
            Fact("Last reviewed", day(thing.last_reviewed)),
            Fact("Next review", self.review_due(thing)),
            Fact("Digest (SHA-256)", thing.digest),
        )

    def page_context(self, request: HttpRequest, thing: Publication) -> dict[str, Any]:
        """Show who signed and what was made public about it since."""
        user: Any = request.user
        submission = getattr(thing, "submission", None) if sees_all(user) else None
        return {
            "notices": thing.notices.all(),
            "signers": thing.signers,
            "submission": submission,
        }
