"""What the acts on a submission share."""

from __future__ import annotations

from accounts.desk.acts import Act
from accounts.enums import Role
from accounts.models import User
from editorial.models import Assignment, Submission


class EditorsAct(Act):
    """An act of editors on a submission. On a closed one it isn't offered any more."""

    role = Role.EDITOR

    def applies(self, user: User, thing: Submission) -> bool:
        """Tell whether the submission is on its way."""
        return thing.is_open


class MembersAct(Act):
    """An act of a board member who was asked about the submission."""

    role = Role.BOARD

    def applies(self, user: User, thing: Submission) -> bool:
        """Tell whether the submission is on its way and the member was asked."""
        return thing.is_open and own_assignment(user, thing) is not None


def own_assignment(user: User, submission: Submission) -> Assignment | None:
    """Return what the person was asked about the submission, if anything."""
    assignment = submission.assignments.filter(member=user).select_related("member").first()
    if assignment is not None:
        assignment.submission = submission  # with its article and revision, already read
    return assignment
