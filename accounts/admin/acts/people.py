"""Open, change and close accounts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse

from accounts import policies
from accounts.admin.acts.base import AdministratorsAct
from accounts.desk.acts import ActForm
from accounts.enums import Role
from accounts.models import User
from accounts.services import people

ROLES_HELP = "Editors, board members and administrators may enter the desk."


class PersonForm(ActForm):
    """Who somebody is."""

    email = forms.EmailField(label="E-mail", help_text="It opens the account.")
    printed_name = forms.CharField(
        label="Printed name",
        max_length=120,
        help_text="As it is to stand under a signature and on the page.",
    )
    credentials = forms.CharField(
        label="Credentials", max_length=120, required=False, help_text="Such as MD, PhD."
    )
    affiliation = forms.CharField(label="Affiliation", max_length=200, required=False)
    orcid = forms.CharField(
        label="ORCID iD",
        max_length=19,
        required=False,
        help_text="Such as 0000-0002-1694-233X. The check digit is verified.",
    )
    health_professional = forms.BooleanField(label="Is a health professional", required=False)


class NewPersonForm(PersonForm):
    """Who somebody is, and their roles."""

    roles = forms.MultipleChoiceField(
        label="Roles",
        choices=Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=ROLES_HELP,
    )


class CreatePerson(AdministratorsAct):
    """Open an account."""

    slug = "new"
    label = "Open an account"
    tone = "primary"
    form_class = NewPersonForm
    consequences = ("The person is invited by mail to set a password. Nobody else ever knows it.",)

    def initial(self, request: HttpRequest, thing: None) -> dict[str, Any]:
        """Most people here are health professionals."""
        return {"health_professional": True}

    def perform(self, user: User, thing: None, data: Mapping[str, Any]) -> str:
        """Open it."""
        person = people.create_person(acting_user=user, **data)
        return f"{person.printed_name} has an account and is invited by mail."


class ChangePerson(AdministratorsAct):
    """Change who somebody is."""

    slug = "edit"
    label = "Change details"
    form_class = PersonForm
    consequences = (
        "What this person has signed keeps the name and the credentials they signed with.",
        "A new e-mail address is told to the old one, which hears for 30 days what happens to the"
        " account.",
    )

    def initial(self, request: HttpRequest, thing: User) -> dict[str, Any]:
        """Start with what is known."""
        return {name: getattr(thing, name) for name in people.FIELDS}

    def perform(self, user: User, thing: User, data: Mapping[str, Any]) -> str:
        """Change it."""
        person = people.change_person(acting_user=user, person=thing, changes=data)
        return f"The details of {person.printed_name} are saved."


class RolesForm(ActForm):
    """Which roles."""

    roles = forms.MultipleChoiceField(
        label="Roles",
        choices=Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=ROLES_HELP,
    )


class SetRoles(AdministratorsAct):
    """Give somebody exactly these roles."""

    slug = "roles"
    label = "Set roles"
    form_class = RolesForm
    consequences = (
        "The roles count from the next page that the person opens.",
        "A board member also needs a seat before they can review.",
        "Every other administrator is told of a new administrator, who takes no part in resets for"
        " 7 days.",
    )

    def initial(self, request: HttpRequest, thing: User) -> dict[str, Any]:
        """Start with the roles there are, those of a closed account as well."""
        return {"roles": list(thing.groups.values_list("name", flat=True))}

    def against(self, user: User, thing: User) -> list[str]:
        """Ask the policy, before roles are picked."""
        return policies.against_setting_roles(user, thing)

    def perform(self, user: User, thing: User, data: Mapping[str, Any]) -> str:
        """Set them."""
        people.set_roles(acting_user=user, person=thing, roles=data["roles"])
        return f"The roles of {thing.printed_name} are set."

    def done_at(self, user: User, thing: User) -> str:
        """Return to the person's page."""
        return reverse("admin:accounts_user_change", args=[thing.pk])


class ReasonForm(ActForm):
    """Why."""

    reason = forms.CharField(
        label="Reason",
        help_text="For whoever looks at this account later.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class Deactivate(AdministratorsAct):
    """Close an account."""

    slug = "deactivate"
    label = "Close the account"
    tone = "danger"
    form_class = ReasonForm
    consequences = (
        "The person is signed out everywhere, and can neither sign in nor sign any more.",
        "The account is kept, with all that stands under its name. It can be opened again.",
    )

    def applies(self, user: User, thing: User) -> bool:
        """Tell whether the account is open."""
        return thing.is_active

    def against(self, user: User, thing: User) -> list[str]:
        """Ask the policy."""
        return policies.against_deactivating(user, thing)

    def perform(self, user: User, thing: User, data: Mapping[str, Any]) -> str:
        """Close it."""
        people.deactivate_person(acting_user=user, person=thing, reason=data["reason"])
        return f"The account of {thing.printed_name} is closed."


class Reactivate(AdministratorsAct):
    """Open a closed account again."""

    slug = "reactivate"
    label = "Open the account again"
    consequences = ("The person can sign in again, with the roles they had.",)

    def applies(self, user: User, thing: User) -> bool:
        """Tell whether the account is closed."""
        return not thing.is_active

    def against(self, user: User, thing: User) -> list[str]:
        """Ask the policy."""
        return policies.against_reactivating(user, thing)

    def perform(self, user: User, thing: User, data: Mapping[str, Any]) -> str:
        """Open it."""
        people.reactivate_person(acting_user=user, person=thing)
        return f"The account of {thing.printed_name} is open again."
