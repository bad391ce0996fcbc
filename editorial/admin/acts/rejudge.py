"""Judge the submission by the policy of today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from accounts.desk.acts import ActForm
from accounts.models import User
from editorial import policies, services
from editorial.admin.acts.base import EditorsAct
from editorial.models import Submission
from editorial.services.rejudging import NUMBERS, numbers_today


class ReasonForm(ActForm):
    """Why."""

    reason = forms.CharField(label="Reason", max_length=300, help_text="It stands in the record.")


class Rejudge(EditorsAct):
    """Adopt the policy in force for this submission."""

    slug = "rejudge"
    label = "Judge by today's policy"
    form_class = ReasonForm

    def applies(self, user: User, thing: Submission) -> bool:
        """Tell whether the policy has changed since."""
        return thing.is_open and _differs(thing)

    def words(self, thing: Submission) -> Sequence[str]:
        """Say what changes, and what does not."""
        new = numbers_today(thing)
        return (
            f"Approvals needed: {thing.approvals_needed} now, {new['approvals_needed']} then;"
            f" from the specialty: {thing.specialists_needed} now, {new['specialists_needed']}"
            " then.",
            f"Months to the next review: {thing.review_months} now, {new['review_months']} then.",
            "It approves nothing by itself: the next approving signature decides. Who judges here"
            " has no vote on the submission.",
        )

    def against(self, user: User, thing: Submission) -> list[str]:
        """Ask the policy."""
        return policies.against_rejudging(user, thing, differs=_differs(thing))

    def perform(self, user: User, thing: Submission, data: Mapping[str, Any]) -> str:
        """Judge."""
        services.rejudge_submission(acting_user=user, submission=thing, reason=data["reason"])
        return "The submission is judged by the policy of today."


def _differs(thing: Submission) -> bool:
    return numbers_today(thing) != {name: getattr(thing, name) for name in NUMBERS}
