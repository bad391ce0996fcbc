"""Close a submission with a letter to its authors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest

from accounts.desk.acts import ActForm
from accounts.models import User
from editorial import policies, services
from editorial.admin.acts.base import EditorsAct
from editorial.models import Submission
from editorial.selectors.letters import draft_letter


class LetterForm(ActForm):
    """A letter to the authors."""

    letter = forms.CharField(
        label="Letter to the authors",
        help_text=(
            "Drafted from the open comments for the authors and the checklists: edit it. They get"
            " it by mail, and it stands on the submission's page. 20,000 characters at most."
        ),
        widget=forms.Textarea(attrs={"rows": 12}),
    )


class RequestChanges(EditorsAct):
    """Ask the authors for another revision."""

    slug = "request-changes"
    label = "Request changes"
    form_class = LetterForm
    consequences = (
        "This submission is closed. The authors can send a new revision, which is reviewed anew.",
        "Members who have not signed are released. All of them are told by mail.",
    )

    def against(self, user: User, thing: Submission) -> list[str]:
        """Ask the policy."""
        return policies.against_requesting_changes(user, thing)

    def initial(self, request: HttpRequest, thing: Submission) -> dict[str, Any]:
        """Begin with a draft from the open comments and the checklists."""
        return {"letter": draft_letter(thing)}

    def perform(self, user: User, thing: Submission, data: Mapping[str, Any]) -> str:
        """Close, with the letter."""
        services.request_changes(acting_user=user, submission=thing, letter=data["letter"])
        return "The authors are asked for changes. The submission is closed."


class Decline(EditorsAct):
    """Tell the authors that the text is not taken."""

    slug = "decline"
    label = "Decline"
    title = "Decline the submission"
    tone = "danger"
    form_class = LetterForm
    consequences = (
        "This submission is closed for good: nothing of this revision will be published.",
        "Members who have not signed are released. All of them are told by mail.",
    )

    def against(self, user: User, thing: Submission) -> list[str]:
        """Ask the policy."""
        return policies.against_declining(user, thing)

    def initial(self, request: HttpRequest, thing: Submission) -> dict[str, Any]:
        """Begin with a draft from the open comments and the checklists."""
        return {"letter": draft_letter(thing, declines=True)}

    def perform(self, user: User, thing: Submission, data: Mapping[str, Any]) -> str:
        """Close, with the letter."""
        services.decline_submission(acting_user=user, submission=thing, letter=data["letter"])
        return "The submission is declined. The authors are told."
