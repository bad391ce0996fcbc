"""Accounts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from accounts.admin.acts.board import Appoint
from accounts.admin.acts.people import (
    ChangePerson,
    CreatePerson,
    Deactivate,
    Reactivate,
    SetRoles,
)
from accounts.admin.acts.security import (
    CancelFactorReset,
    CheckIdentity,
    ConfirmFactorReset,
    RequestFactorReset,
    SendPasswordReset,
)
from accounts.desk.things import Fact, ThingAdmin, log_of
from accounts.enums import Role
from accounts.models import BoardMembership, Disclosure, User
from accounts.policies import has_second_factor

#: How many entries of the trail of sign-in a page shows.
EVENTS = 50


class RoleFilter(admin.SimpleListFilter):
    """Those with one role."""

    title = "role"
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the roles."""
        return list(Role.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep who has the role."""
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


@admin.register(User)
class PersonAdmin(ThingAdmin):
    """Everybody who has or had an account."""

    acts = (
        ChangePerson(),
        SetRoles(),
        Appoint(),
        CheckIdentity(),
        SendPasswordReset(),
        RequestFactorReset(),
        ConfirmFactorReset(),
        CancelFactorReset(),
        Deactivate(),
        Reactivate(),
    )
    making_acts = (CreatePerson(),)
    thing_template = "admin/accounts/user/page.html"
    list_title = "People"
    intro = "Everybody who has or had an account. Accounts are closed, never deleted."
    list_display = ("name", "address", "role_names", "seat", "disclosed", "standing")
    list_filter = (RoleFilter, "is_active")
    search_fields = ("printed_name", "email", "affiliation")

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Read what a row and a page show beside the person."""
        people: QuerySet[User] = super().get_queryset(request)
        return people.prefetch_related(
            "groups",
            Prefetch(
                "memberships", BoardMembership.objects.prefetch_related("specialties").order_by()
            ),
            Prefetch("disclosures", Disclosure.objects.prefetch_related("interests")),
        )

    @admin.display(description="Name", ordering="printed_name")
    def name(self, person: User) -> str:
        """Return the name as printed."""
        return person.name_and_credentials

    @admin.display(description="E-mail", ordering="email")
    def address(self, person: User) -> str:
        """Return where the person gets mail."""
        return person.email

    @admin.display(description="Roles")
    def role_names(self, person: User) -> str:
        """Return the roles, in words."""
        names = sorted(group.name for group in person.groups.all())
        return ", ".join(Role(name).label for name in names) or "No role"

    @admin.display(description="Seat on the board")
    def seat(self, person: User) -> str:
        """Return the specialties of the current seat."""
        day = timezone.now().date()
        current = [
            seat
            for seat in person.memberships.all()
            if seat.term_start <= day and (seat.term_end is None or seat.term_end >= day)
        ]
        names = [specialty.name for seat in current for specialty in seat.specialties.all()]
        return ", ".join(names) or "None"

    @admin.display(description="Disclosure")
    def disclosed(self, person: User) -> str:
        """Tell whether there is a disclosure, and whether it holds."""
        newest = next(iter(person.disclosures.all()), None)
        if newest is None:
            return "Missing"
        said = "Current" if newest.is_current(timezone.now().date()) else "Older than a year"
        return f"{said}, {newest.dated:%-d %b %Y}"

    @admin.display(description="Account", ordering="is_active")
    def standing(self, person: User) -> str:
        """Tell whether the account is open, in a word."""
        return "Open" if person.is_active else "Closed"

    def identity(self, person: User) -> str:
        """Tell who checked the identity, and when."""
        check = person.identity_checks.select_related("checked_by").first()
        if check is None:
            return "Not checked: nobody can sign without it"
        return f"Checked by {check.checked_by.printed_name}, {check.checked_at:%-d %b %Y}"

    def facts(self, request: HttpRequest, thing: User) -> Sequence[Fact]:
        """Say who this is."""
        return (
            Fact("Account", self.standing(thing)),
            Fact("Roles", self.role_names(thing)),
            Fact("E-mail", thing.email),
            Fact("Affiliation", thing.affiliation or "Not given"),
            Fact("ORCID iD", thing.orcid or "Not given"),
            Fact("Health professional", "Yes" if thing.health_professional else "No"),
            Fact("Seat on the board", self.seat(thing)),
            Fact("Disclosure", self.disclosed(thing)),
            Fact("Second factor", "Set up" if has_second_factor(thing) else "None"),
            Fact("Identity", self.identity(thing)),
        )

    def page_context(self, request: HttpRequest, thing: User) -> dict[str, Any]:
        """Show seats, disclosures and what administrators did to the account."""
        seats = sorted(thing.memberships.all(), key=lambda seat: seat.term_start, reverse=True)
        return {
            "seats": seats,
            "disclosures": thing.disclosures.all(),
            "events": thing.security_events.select_related("actor")[:EVENTS],
            "log": log_of(thing),
        }
