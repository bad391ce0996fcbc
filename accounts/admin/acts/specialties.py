"""Add and rename specialties."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest

from accounts.admin.acts.base import AdministratorsAct
from accounts.desk.acts import ActForm
from accounts.models import Specialty, User
from accounts.services import specialties


class SpecialtyForm(ActForm):
    """What it is called."""

    name = forms.CharField(label="Name", max_length=80)
    schema_org = forms.CharField(
        label="schema.org name",
        max_length=40,
        help_text="The name in schema.org's MedicalSpecialty, such as Oncologic.",
    )


class NewSpecialtyForm(SpecialtyForm):
    """What it is called, and its address."""

    slug = forms.SlugField(
        label="Address", help_text="The last part of the specialty's address. It stays for good."
    )


class CreateSpecialty(AdministratorsAct):
    """Add a specialty."""

    slug = "new"
    label = "Add a specialty"
    tone = "primary"
    form_class = NewSpecialtyForm
    consequences = ("Authors can file texts under it, and seats can be given for it.",)

    def perform(self, user: User, thing: None, data: Mapping[str, Any]) -> str:
        """Add it."""
        specialty = specialties.create_specialty(acting_user=user, **data)
        return f"{specialty.name} is added."


class ChangeSpecialty(AdministratorsAct):
    """Rename a specialty."""

    slug = "edit"
    label = "Rename"
    title = "Rename the specialty"
    form_class = SpecialtyForm
    consequences = ("Its address stays. Texts that are frozen keep the name they had.",)

    def initial(self, request: HttpRequest, thing: Specialty) -> dict[str, Any]:
        """Start with the names there are."""
        return {"name": thing.name, "schema_org": thing.schema_org}

    def perform(self, user: User, thing: Specialty, data: Mapping[str, Any]) -> str:
        """Rename it."""
        specialty = specialties.change_specialty(acting_user=user, specialty=thing, **data)
        return f"The specialty is called {specialty.name}."
