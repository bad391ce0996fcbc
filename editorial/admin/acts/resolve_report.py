"""Say what came of a reader's report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from accounts.desk.acts import Act, ActForm
from accounts.enums import Role
from accounts.models import User
from editorial import intake_policies, services
from editorial.enums import ReportState
from editorial.models import ProblemReport


class ResolveForm(ActForm):
    """What came of it."""

    state = forms.ChoiceField(
        label="What came of it",
        choices=[(s.value, s.label) for s in ReportState if s != ReportState.OPEN],
        widget=forms.RadioSelect,
    )
    outcome = forms.CharField(
        label="To the reader",
        help_text="It stands on the report's page, and is mailed if the reader left an address.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class ResolveReport(Act):
    """Settle a report."""

    slug = "resolve"
    label = "Settle the report"
    tone = "primary"
    role = Role.EDITOR
    form_class = ResolveForm
    consequences = (
        "The reader sees it on the report's page.",
        "The article's trail says that the report was settled, and how.",
    )

    def applies(self, user: User, thing: ProblemReport) -> bool:
        """Tell whether it is still open."""
        return thing.state == ReportState.OPEN

    def against(self, user: User, thing: ProblemReport) -> list[str]:
        """Ask the policy."""
        return intake_policies.against_resolving(user, thing)

    def perform(self, user: User, thing: ProblemReport, data: Mapping[str, Any]) -> str:
        """Settle it."""
        services.resolve_report(
            acting_user=user, report=thing, state=data["state"], outcome=data["outcome"]
        )
        return f"Report {thing.ticket} is settled."
