"""The list of specialties."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from accounts.admin.acts.specialties import ChangeSpecialty, CreateSpecialty
from accounts.desk.things import Fact, ThingAdmin, log_of
from accounts.models import Specialty


@admin.register(Specialty)
class SpecialtyAdmin(ThingAdmin):
    """The fields of medicine."""

    acts = (ChangeSpecialty(),)
    making_acts = (CreateSpecialty(),)
    list_title = "Specialties"
    intro = "The fields of medicine under which texts are filed and seats are given."
    list_display = ("name", "slug", "schema_org")
    search_fields = ("name",)

    def facts(self, request: HttpRequest, thing: Specialty) -> Sequence[Fact]:
        """Say what it is called."""
        return (
            Fact("Name", thing.name),
            Fact("Address", thing.slug),
            Fact("schema.org name", thing.schema_org),
        )

    def page_context(self, request: HttpRequest, thing: Specialty) -> dict[str, Any]:
        """Show what administrators did to it."""
        return {"log": log_of(thing)}
