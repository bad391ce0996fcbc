"""A member's answer by the link in the mail, without signing in."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.errors import refuse_if
from accounts.models import User
from editorial import review_policies
from editorial.models import Assignment
from editorial.services.assigning import accept_assignment, turn_down_assignment
from editorial.services.reminding import locked_assignment


@transaction.atomic
def answer_invitation(
    *,
    acting_user: User,
    assignment: Assignment,
    invited_at: datetime,
    agree: bool,
    reason: str = "",
    conflict: bool = False,
) -> Assignment:
    """Agree or turn down as the member whom the link names; the record says that a link was used.

    ``invited_at`` is what the link says. The link is dead afterwards.
    """
    fresh = locked_assignment(assignment)
    refuse_if(review_policies.against_answering(acting_user, fresh, invited_at))
    if agree:
        return accept_assignment(acting_user=acting_user, assignment=fresh, by_link=True)
    return turn_down_assignment(
        acting_user=acting_user,
        assignment=fresh,
        reason=reason,
        conflict=conflict,
        by_link=True,
    )
