"""Seats on the board."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from accounts.admin.acts.board import EndTerm
from accounts.desk.things import Fact, ThingAdmin
from accounts.models import BoardMembership


@admin.register(BoardMembership)
class BoardMembershipAdmin(ThingAdmin):
    """Seats, current and past."""

    acts = (EndTerm(),)
    list_title = "Board memberships"
    intro = "Seats on the Medical Advisory Board. A seat is given on a person's page."
    list_display = ("member", "covered", "first_day", "last_day", "standing")
    list_filter = ("specialties",)
    search_fields = ("user__printed_name",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[BoardMembership]:
        """Read what a row shows."""
        seats: QuerySet[BoardMembership] = super().get_queryset(request)
        return seats.select_related("user").prefetch_related("specialties")

    @admin.display(description="Member", ordering="user__printed_name")
    def member(self, seat: BoardMembership) -> str:
        """Return the member's name."""
        return seat.user.name_and_credentials

    @admin.display(description="Specialties")
    def covered(self, seat: BoardMembership) -> str:
        """Return the specialties."""
        return ", ".join(specialty.name for specialty in seat.specialties.all())

    @admin.display(description="First day", ordering="term_start")
    def first_day(self, seat: BoardMembership) -> str:
        """Return the first day."""
        return _worded(seat.term_start)

    @admin.display(description="Last day", ordering="term_end")
    def last_day(self, seat: BoardMembership) -> str:
        """Return the last day, or that there is none."""
        return _worded(seat.term_end) if seat.term_end else "Open"

    @admin.display(description="Term")
    def standing(self, seat: BoardMembership) -> str:
        """Tell whether the term is on."""
        day = timezone.now().date()
        if seat.term_start > day:
            return "To come"
        return "Ended" if seat.term_end and seat.term_end < day else "Current"

    def facts(self, request: HttpRequest, thing: BoardMembership) -> Sequence[Fact]:
        """Say whose seat it is, for what and how long."""
        shown: tuple[tuple[str, Any], ...] = (
            ("Member", self.member),
            ("Specialties", self.covered),
            ("First day", self.first_day),
            ("Last day", self.last_day),
            ("Term", self.standing),
        )
        return [Fact(label, value(thing)) for label, value in shown]


def _worded(day: date) -> str:
    return f"{day:%-d %B %Y}"
