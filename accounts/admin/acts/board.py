"""Give seats on the board, and end them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from accounts import policies
from accounts.admin.acts.base import AdministratorsAct
from accounts.desk.acts import ActForm
from accounts.models import BoardMembership, Specialty, User
from accounts.services import board


def today() -> date:
    """Return the day, in UTC."""
    return timezone.now().date()


def _day(**options: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, **options)


class SeatForm(ActForm):
    """For which specialties, and how long."""

    specialties = forms.ModelMultipleChoiceField(
        label="Specialties",
        queryset=Specialty.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose the specialties of this seat."},
    )
    term_start = _day(label="First day", initial=today)
    term_end = _day(label="Last day", required=False, help_text="Empty for an open term.")


class Appoint(AdministratorsAct):
    """Give somebody a seat."""

    slug = "appoint"
    label = "Appoint to the board"
    form_class = SeatForm
    consequences = (
        "During the term the person can be asked to review, and approves as a specialist in the"
        " specialties of the seat.",
    )

    def against(self, user: User, thing: User) -> list[str]:
        """Ask the policy."""
        return policies.against_appointing(user, thing)

    def perform(self, user: User, thing: User, data: Mapping[str, Any]) -> str:
        """Appoint."""
        board.appoint_to_board(acting_user=user, user=thing, **data)
        return f"{thing.printed_name} has a seat on the board."


class EndForm(ActForm):
    """When."""

    last_day = _day(label="Last day of the term", initial=today)


class EndTerm(AdministratorsAct):
    """End a term."""

    slug = "end-term"
    label = "End the term"
    tone = "danger"
    form_class = EndForm
    consequences = (
        "After the last day the person can't review or sign. What they have signed stays valid.",
    )

    def applies(self, user: User, thing: BoardMembership) -> bool:
        """Tell whether the term is not over."""
        return thing.term_end is None or thing.term_end >= today()

    def against(self, user: User, thing: BoardMembership) -> list[str]:
        """Ask the policy."""
        return policies.against_ending_term(user, thing)

    def perform(self, user: User, thing: BoardMembership, data: Mapping[str, Any]) -> str:
        """End it."""
        seat = board.end_term(acting_user=user, membership=thing, last_day=data["last_day"])
        return f"The term of {thing.user.printed_name} ends on {seat.term_end:%-d %B %Y}."
