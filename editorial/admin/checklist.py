"""The checklists of reviewers, in all their versions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from accounts.desk.things import Fact, ThingAdmin, log_of
from editorial.admin.acts.publish_checklist import NewChecklist, PublishVersion
from editorial.models import Checklist


@admin.register(Checklist)
class ChecklistAdmin(ThingAdmin):
    """What reviewers are asked. A version can't be changed; a new one takes its place."""

    acts = (PublishVersion(),)
    making_acts = (NewChecklist(),)
    thing_template = "admin/editorial/checklist/page.html"
    list_title = "Checklists"
    intro = "What reviewers are asked about a text. A version stays as it is; a new one follows it."
    list_display = ("name", "edition", "about", "asks", "used")
    list_filter = ("in_use", "applies_to")
    search_fields = ("name", "slug")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Checklist]:
        """Count the items of each."""
        checklists: QuerySet[Checklist] = super().get_queryset(request)
        return checklists.annotate(asked=Count("items"))

    @admin.display(description="Version", ordering="version")
    def edition(self, checklist: Checklist) -> int:
        """Return the number of the version."""
        return checklist.version

    @admin.display(description="About", ordering="applies_to")
    def about(self, checklist: Checklist) -> str:
        """Return which texts it is about."""
        return checklist.get_applies_to_display()

    @admin.display(description="Questions", ordering="asked")
    def asks(self, checklist: Any) -> int:
        """Return how many questions it asks."""
        asked: int = checklist.asked
        return asked

    @admin.display(description="Use", ordering="in_use")
    def used(self, checklist: Checklist) -> str:
        """Tell whether new reviews are given it."""
        return "In use" if checklist.in_use else "Earlier version"

    def facts(self, request: HttpRequest, thing: Checklist) -> Sequence[Fact]:
        """Say what it is, and how it is answered."""
        return (
            Fact("Short name", thing.slug),
            Fact("Version", thing.version),
            Fact("Use", self.used(thing)),
            Fact("About", self.about(thing)),
            Fact("Answers", "; ".join(f"{number}: {words}" for number, words in thing.scale)),
            Fact("Source", thing.source or "None"),
        )

    def page_context(self, request: HttpRequest, thing: Checklist) -> dict[str, Any]:
        """Show what it asks, its other versions, and who published it."""
        return {
            "items": thing.items.all(),
            "versions": Checklist.objects.filter(slug=thing.slug).exclude(pk=thing.pk),
            "log": log_of(thing),
        }
