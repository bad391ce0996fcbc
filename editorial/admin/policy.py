"""Policies, as set by administrators."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.desk.things import Fact, ThingAdmin, log_of
from editorial.admin.acts.set_policy import ChangePolicy, SetPolicy
from editorial.models import Policy


@admin.register(Policy)
class PolicyAdmin(ThingAdmin):
    """What is demanded before a text is published."""

    acts = (ChangePolicy(),)
    making_acts = (SetPolicy(),)
    list_title = "Policies"
    intro = (
        "How many approvals a text needs, how many from its specialty, when it is reviewed anew."
    )
    list_display = ("named", "needed", "from_specialty", "treatment", "general")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Policy]:
        """Read the specialty with each."""
        policies: QuerySet[Policy] = super().get_queryset(request)
        return policies.select_related("specialty")

    @admin.display(description="For")
    def named(self, policy: Policy) -> str:
        """Return for what it holds."""
        return policy.specialty.name if policy.specialty else "All other specialties (default)"

    @admin.display(description="Approvals")
    def needed(self, policy: Policy) -> int:
        """Return how many."""
        return policy.approvals

    @admin.display(description="From the specialty")
    def from_specialty(self, policy: Policy) -> int:
        """Return how many of them."""
        return policy.specialists

    @admin.display(description="Review of treatment and drugs")
    def treatment(self, policy: Policy) -> str:
        """Return after how long."""
        return f"every {policy.treatment_review_months} months"

    @admin.display(description="Review of other texts")
    def general(self, policy: Policy) -> str:
        """Return after how long."""
        return f"every {policy.general_review_months} months"

    def facts(self, request: HttpRequest, thing: Policy) -> Sequence[Fact]:
        """Say what it demands."""
        shown: tuple[tuple[str, Any], ...] = (
            ("For", self.named),
            ("Approvals", self.needed),
            ("From the specialty", self.from_specialty),
            ("Review of treatment and drugs", self.treatment),
            ("Review of other texts", self.general),
        )
        return [Fact(label, value(thing)) for label, value in shown]

    def page_context(self, request: HttpRequest, thing: Policy) -> dict[str, Any]:
        """Show who set it when."""
        return {"log": log_of(thing)}
