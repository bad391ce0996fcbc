"""A member's answer to an invitation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from accounts.desk.acts import ActForm
from accounts.models import User
from editorial import policies, services
from editorial.admin.acts.base import MembersAct, own_assignment
from editorial.enums import AssignmentState
from editorial.models import Submission

UNASKED = ["You have not been asked to review this submission."]


class Accept(MembersAct):
    """Agree to review."""

    slug = "accept"
    label = "Agree to review"
    tone = "primary"

    def applies(self, user: User, thing: Submission) -> bool:
        """Tell whether the member has yet to answer."""
        assignment = own_assignment(user, thing)
        return (
            thing.is_open and assignment is not None and assignment.state == AssignmentState.INVITED
        )

    def words(self, thing: Submission) -> Sequence[str]:
        """Say what agreeing means."""
        return (
            "You see the full text, and can sign once the review has begun.",
            "By agreeing you say that nothing in your interests speaks against your review of"
            f" “{thing.revision.title}”. If something does, turn it down and say so there.",
        )

    def against(self, user: User, thing: Submission) -> list[str]:
        """Ask the policy."""
        assignment = own_assignment(user, thing)
        return UNASKED if assignment is None else policies.against_accepting(user, assignment)

    def perform(self, user: User, thing: Submission, data: Mapping[str, Any]) -> str:
        """Agree."""
        assignment = own_assignment(user, thing)
        assert assignment is not None  # who was not asked does not see the submission
        services.accept_assignment(acting_user=user, assignment=assignment)
        return "Thank you. The full text is below."


class TurnDownForm(ActForm):
    """Why."""

    reason = forms.CharField(
        label="Reason",
        help_text="A few words for the editor, such as no time or outside your field.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    conflict = forms.BooleanField(
        label="I have a conflict of interest with this text",
        required=False,
    )


class TurnDown(MembersAct):
    """Turn the review down."""

    slug = "turn-down"
    label = "Turn it down"
    title = "Turn the review down"
    form_class = TurnDownForm
    consequences = ("The editors are told, with your reason, and can ask somebody else.",)

    def applies(self, user: User, thing: Submission) -> bool:
        """Tell whether there is something to turn down."""
        assignment = own_assignment(user, thing)
        pending = (AssignmentState.INVITED, AssignmentState.ACCEPTED)
        return thing.is_open and assignment is not None and assignment.state in pending

    def against(self, user: User, thing: Submission) -> list[str]:
        """Ask the policy."""
        assignment = own_assignment(user, thing)
        return UNASKED if assignment is None else policies.against_responding(user, assignment)

    def perform(self, user: User, thing: Submission, data: Mapping[str, Any]) -> str:
        """Turn down."""
        assignment = own_assignment(user, thing)
        assert assignment is not None  # who was not asked does not see the submission
        services.turn_down_assignment(
            acting_user=user,
            assignment=assignment,
            reason=data["reason"],
            conflict=data["conflict"],
        )
        return "You have turned the review down. The editors are told."
