"""Cited works that were retracted, and the articles that cite them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from accounts.desk.things import Fact, ThingAdmin
from articles.citations.marks import marked_references
from articles.models import Publication
from articles.templatetags.moments import day, utc_time
from editorial.admin.acts.retracted_references import CloseTask, MarkRetracted
from editorial.citing import retracted_among
from editorial.models import CitationTask, RetractedWork

#: Open tasks, the oldest first; after them what was decided, the latest first.
OPEN_FIRST = (F("closed_at").desc(nulls_first=True), F("opened_at").asc(), F("pk").asc())


@admin.register(RetractedWork)
class RetractedWorkAdmin(ThingAdmin):
    """Works that are marked as retracted."""

    making_acts = (MarkRetracted(),)
    thing_template = "admin/editorial/retractedwork/page.html"
    list_title = "Retracted references"
    intro = "Works that were retracted after somebody cited them, marked by an editor."
    list_display = ("named", "marked", "by", "to_decide")
    search_fields = ("value", "reason")

    def get_queryset(self, request: HttpRequest) -> QuerySet[RetractedWork]:
        """Read who marked it, and how much is left to decide, with each."""
        works: QuerySet[RetractedWork] = super().get_queryset(request)
        undecided = Count("tasks", filter=Q(tasks__closed_at=None))
        return works.select_related("marked_by").annotate(undecided=undecided)

    @admin.display(description="Work", ordering="value")
    def named(self, work: RetractedWork) -> str:
        """Return its identifier."""
        return str(work)

    @admin.display(description="Marked", ordering="marked_at")
    def marked(self, work: RetractedWork) -> SafeString | str:
        """Return the day."""
        return day(work.marked_at)

    @admin.display(description="By", ordering="marked_by__printed_name")
    def by(self, work: RetractedWork) -> str:
        """Return who marked it."""
        return work.marked_by.printed_name

    @admin.display(description="Articles to decide about", ordering="undecided")
    def to_decide(self, work: Any) -> int:
        """Return how many tasks are open."""
        undecided: int = work.undecided
        return undecided

    def facts(self, request: HttpRequest, thing: RetractedWork) -> Sequence[Fact]:
        """Say what was retracted, and who says so."""
        return (
            Fact("Work", str(thing)),
            Fact("Where it is announced, and why", thing.reason),
            Fact("Marked by", thing.marked_by.printed_name),
            Fact("Marked", utc_time(thing.marked_at)),
        )

    def page_context(self, request: HttpRequest, thing: RetractedWork) -> dict[str, Any]:
        """List the articles that cite it."""
        return {"tasks": thing.tasks.select_related("article").order_by(*OPEN_FIRST)}


class StandingFilter(admin.SimpleListFilter):
    """Open, or decided."""

    title = "standing"
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the choices."""
        return [("open", "Open"), ("decided", "Decided")]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[CitationTask]
    ) -> QuerySet[CitationTask]:
        """Leave the other kind out."""
        if self.value() not in ("open", "decided"):
            return queryset
        return queryset.filter(closed_at__isnull=self.value() == "open")


@admin.register(CitationTask)
class CitationTaskAdmin(ThingAdmin):
    """Articles that cite a retracted work: an editor decides about each."""

    acts = (CloseTask(),)
    thing_template = "admin/editorial/citationtask/page.html"
    list_title = "Articles citing retracted work"
    intro = "For each: does the text still hold? Issue a notice, have it revised, or let it stand."
    list_display = ("about", "cited", "standing", "opened")
    list_filter = (StandingFilter,)
    search_fields = ("article__title", "work__value")
    list_select_related = ("article", "work", "closed_by")
    ordering = OPEN_FIRST

    @admin.display(description="Article", ordering="article__title")
    def about(self, task: CitationTask) -> str:
        """Return the article's title."""
        return str(task.article)

    @admin.display(description="Cites", ordering="work__value")
    def cited(self, task: CitationTask) -> str:
        """Return the work's identifier."""
        return str(task.work)

    @admin.display(description="Standing", ordering="closed_at")
    def standing(self, task: CitationTask) -> str:
        """Tell whether it is open."""
        return "Open" if task.closed_at is None else "Decided"

    @admin.display(description="Since", ordering="opened_at")
    def opened(self, task: CitationTask) -> SafeString | str:
        """Return the day it came."""
        return day(task.opened_at)

    def facts(self, request: HttpRequest, thing: CitationTask) -> Sequence[Fact]:
        """Say what is cited, and what was decided."""
        facts = [
            Fact("Retracted work", str(thing.work)),
            Fact("Where it is announced, and why", thing.work.reason),
            Fact("Open since", utc_time(thing.opened_at)),
            Fact("Standing", self.standing(thing)),
        ]
        if thing.closed_at and thing.closed_by:
            facts += [
                Fact("Decision", thing.decision),
                Fact("Decided by", thing.closed_by.printed_name),
                Fact("Decided", utc_time(thing.closed_at)),
            ]
        return facts

    def page_context(self, request: HttpRequest, thing: CitationTask) -> dict[str, Any]:
        """Lead to what the work is cited by, and to the acts that a decision may ask for."""
        live = thing.article.publications.live().first()
        return {"live": live, "places": _places(live, thing.work) if live else []}


def _places(publication: Publication, work: RetractedWork) -> list[str]:
    """Return the references of the publication that name the work, as they are numbered."""
    references = publication.document["references"]
    keys = {key for key, found in retracted_among(references).items() if found == work}
    return [
        f"{reference.number}. {reference.title}"
        for reference in marked_references(publication.document)
        if reference.key in keys
    ]
