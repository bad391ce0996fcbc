"""Begin the review."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts.models import User
from editorial import policies, services
from editorial.admin.acts.base import EditorsAct
from editorial.enums import State
from editorial.models import Submission


class BeginReview(EditorsAct):
    """Let the board's review begin."""

    slug = "begin-review"
    label = "Begin the review"
    tone = "primary"
    consequences = (
        "The submission moves from “Submitted” to “Under review”. Its authors are told by mail.",
        "From then on, members who have agreed to review can sign.",
    )

    def applies(self, user: User, thing: Submission) -> bool:
        """Tell whether the review has yet to begin."""
        return thing.state == State.SUBMITTED

    def against(self, user: User, thing: Submission) -> list[str]:
        """Ask the policy."""
        return policies.against_beginning_review(user, thing)

    def perform(self, user: User, thing: Submission, data: Mapping[str, Any]) -> str:
        """Begin."""
        services.begin_review(acting_user=user, submission=thing)
        return "The review has begun. The authors are told."
