"""Set what a specialty demands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest

from accounts.desk.acts import Act, ActForm
from accounts.enums import Role
from accounts.models import Specialty, User
from editorial import policies
from editorial.models import Policy
from editorial.models.policy import LONGEST_INTERVAL
from editorial.services.rules import FIELDS, set_policy


def _months(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=LONGEST_INTERVAL,
        help_text=f"In months, {LONGEST_INTERVAL} at most.",
    )


class PolicyForm(ActForm):
    """The figures."""

    approvals = forms.IntegerField(
        label="Approvals", min_value=2, max_value=20, help_text="Two at least."
    )
    specialists = forms.IntegerField(
        label="Approvals from the specialty",
        min_value=0,
        max_value=20,
        help_text="How many of the approvals must come from the text's own specialty.",
    )
    treatment_review_months = _months("Next review of treatment and drugs")
    general_review_months = _months("Next review of other texts")


class NewPolicyForm(PolicyForm):
    """The figures, and for which specialty."""

    specialty = forms.ModelChoiceField(
        label="Specialty",
        queryset=Specialty.objects.all(),
        required=False,
        empty_label="All others (the default policy)",
    )
    field_order = ("specialty",)


class ChangePolicy(Act):
    """Change a policy."""

    slug = "edit"
    label = "Set the figures"
    title = "Set the policy"
    role = Role.ADMIN
    form_class = PolicyForm
    consequences = (
        "It counts for submissions from now on. Open ones keep the policy they were submitted"
        " under, so that this approves nothing.",
    )

    def against(self, user: User, thing: Policy | None) -> list[str]:
        """Ask the policy on policies."""
        return policies.against_setting_policy(user)

    def initial(self, request: HttpRequest, thing: Policy | None) -> dict[str, Any]:
        """Start with the figures there are, else with the usual ones."""
        policy = thing or Policy()
        return {name: getattr(policy, name) for name in FIELDS}

    def perform(self, user: User, thing: Policy | None, data: Mapping[str, Any]) -> str:
        """Set it."""
        specialty = thing.specialty if thing else data["specialty"]
        policy = set_policy(
            acting_user=user, specialty=specialty, **{name: data[name] for name in FIELDS}
        )
        return f"{policy} is set."


class SetPolicy(ChangePolicy):
    """Set the policy of a specialty that has none yet."""

    slug = "new"
    label = "Set a policy"
    tone = "primary"
    form_class = NewPolicyForm
