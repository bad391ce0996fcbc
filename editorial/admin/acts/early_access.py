"""Open the pending text to the public, or close it again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts.models import User
from editorial import policies, services
from editorial.admin.acts.base import EditorsAct
from editorial.models import Submission


class GrantEarlyAccess(EditorsAct):
    """Let anybody with the address read the pending text."""

    slug = "grant-early-access"
    label = "Grant early access"
    consequences = (
        "Anybody who has the address can read the pending text, under the banner that says it is"
        " pending human review.",
        "It stays out of lists, feeds and search engines, and closes when the submission does.",
    )

    def applies(self, user: User, thing: Submission) -> bool:
        """Tell whether the text is closed to the public."""
        return thing.is_open and not thing.article.early_access

    def against(self, user: User, thing: Submission) -> list[str]:
        """Ask the policy."""
        return policies.against_early_access(user, thing)

    def perform(self, user: User, thing: Submission, data: Mapping[str, Any]) -> str:
        """Open."""
        services.grant_early_access(acting_user=user, submission=thing)
        return "The pending text is open to the public, under its banner."


class EndEarlyAccess(EditorsAct):
    """Close the pending text to the public."""

    slug = "end-early-access"
    label = "End early access"
    consequences = ("Only the authors, editors and the board can read the pending text again.",)

    def applies(self, user: User, thing: Submission) -> bool:
        """Tell whether the text is open to the public."""
        return thing.is_open and thing.article.early_access

    def against(self, user: User, thing: Submission) -> list[str]:
        """Ask the policy."""
        return policies.against_early_access(user, thing)

    def perform(self, user: User, thing: Submission, data: Mapping[str, Any]) -> str:
        """Close."""
        services.end_early_access(acting_user=user, submission=thing)
        return "The pending text is closed to the public."
