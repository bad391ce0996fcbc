"""Statements of interests, as people made them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from accounts.desk.things import Fact, ThingAdmin
from accounts.models import Disclosure


@admin.register(Disclosure)
class DisclosureAdmin(ThingAdmin):
    """What people said of their interests. Nobody else can say it for them."""

    thing_template = "admin/accounts/disclosure/page.html"
    list_title = "Disclosures"
    intro = "What people said of their interests. Everybody states their own; nothing is deleted."
    list_display = ("person", "day", "said", "standing")
    search_fields = ("user__printed_name", "interests__organisation")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Disclosure]:
        """Read what a row shows."""
        statements: QuerySet[Disclosure] = super().get_queryset(request)
        return statements.select_related("user").prefetch_related("interests")

    @admin.display(description="Person", ordering="user__printed_name")
    def person(self, statement: Disclosure) -> str:
        """Return whose it is."""
        return statement.user.name_and_credentials

    @admin.display(description="Dated", ordering="dated")
    def day(self, statement: Disclosure) -> str:
        """Return the day."""
        return f"{statement.dated:%-d %B %Y}"

    @admin.display(description="Says")
    def said(self, statement: Disclosure) -> str:
        """Return what it says, in short."""
        if statement.nothing_to_disclose:
            return "Nothing to disclose"
        return ", ".join(interest.organisation for interest in statement.interests.all())

    @admin.display(description="Standing")
    def standing(self, statement: Disclosure) -> str:
        """Tell whether it still holds."""
        return "Holds" if statement.is_current(timezone.now().date()) else "Older than a year"

    def facts(self, request: HttpRequest, thing: Disclosure) -> Sequence[Fact]:
        """Say whose it is and when it was made."""
        shown: tuple[tuple[str, Any], ...] = (
            ("Person", self.person),
            ("Dated", self.day),
            ("Says", self.said),
            ("Standing", self.standing),
        )
        return [Fact(label, value(thing)) for label, value in shown]
