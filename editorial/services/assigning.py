"""Ask board members to review, and take their answers."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.errors import refuse_if
from accounts.models import User
from editorial import policies
from editorial.enums import Action, AssignmentState, Priority
from editorial.models import Assignment, Submission
from editorial.services.due_dates import refuse_unless_due
from editorial.services.letters import LONGEST_REASON, letter
from editorial.services.mail import tell_editors, tell_member
from editorial.services.reminding import locked_assignment
from editorial.services.trail import append_record, locked_submission

DUE_IN = timedelta(days=14)


@transaction.atomic
def assign_reviewer(
    *,
    acting_user: User,
    submission: Submission,
    member: User,
    due_on: date | None = None,
    priority: str = Priority.NORMAL,
) -> Assignment:
    """Ask a member for a review by a day (in two weeks, unless given). The member is mailed.

    A member who was released is asked again by the same assignment.
    """
    fresh = locked_submission(submission)
    refuse_if(policies.against_assigning(acting_user, fresh, member))
    now = timezone.now()
    due = due_on or (now + DUE_IN).date()
    refuse_unless_due(due, today=now.date())
    if priority not in Priority.values:
        raise ValidationError({"priority": "Choose how urgent it is."})
    assignment, _created = Assignment.objects.update_or_create(
        submission=fresh,
        member=member,
        defaults={
            "state": AssignmentState.INVITED,
            "invited_by": acting_user,
            "invited_at": now,
            "due_on": due,
            "priority": priority,
            "responded_at": None,
            "reason": "",
            "conflict_declared": False,
        },
    )
    append_record(
        article=fresh.article,
        action=Action.ASSIGNED,
        actor=acting_user,
        at=now,
        submission=str(fresh.uid),
        member=member.name_and_credentials,
        member_id=str(member.uid),
        due_on=due.isoformat(),
        priority=str(Priority(priority).value),
    )
    tell_member("assigned", assignment)
    return assignment


@transaction.atomic
def accept_assignment(
    *, acting_user: User, assignment: Assignment, by_link: bool = False
) -> Assignment:
    """Agree to review; ``by_link`` says that the answer came by the link in the mail."""
    fresh = locked_assignment(assignment)
    refuse_if(policies.against_accepting(acting_user, fresh))
    return _answer(
        fresh, acting_user, AssignmentState.ACCEPTED, Action.ASSIGNMENT_ACCEPTED, by_link=by_link
    )


@transaction.atomic
def turn_down_assignment(
    *,
    acting_user: User,
    assignment: Assignment,
    reason: str,
    conflict: bool = False,
    by_link: bool = False,
) -> Assignment:
    """Turn the review down, with a reason; ``conflict`` declares one for this article."""
    fresh = locked_assignment(assignment)
    refuse_if(policies.against_responding(acting_user, fresh))
    fresh.reason = letter(
        reason,
        field="reason",
        missing="Say in a few words why, so that the editor can go on.",
        longest=LONGEST_REASON,
    )
    fresh.conflict_declared = conflict
    result = _answer(
        fresh, acting_user, AssignmentState.DECLINED, Action.ASSIGNMENT_DECLINED, by_link=by_link
    )
    tell_editors("turned_down", fresh.submission, member=acting_user.printed_name)
    return result


@transaction.atomic
def release_assignment(*, acting_user: User, assignment: Assignment) -> Assignment:
    """Let a member go who has not signed."""
    fresh = locked_assignment(assignment)
    refuse_if(policies.against_releasing(acting_user, fresh))
    result = _answer(fresh, acting_user, AssignmentState.RELEASED, Action.ASSIGNMENT_RELEASED)
    tell_member("released", result)
    return result


@transaction.atomic
def replace_reviewer(
    *,
    acting_user: User,
    assignment: Assignment,
    member: User,
    due_on: date | None = None,
    priority: str = Priority.NORMAL,
) -> Assignment:
    """Release a member and ask another in one act: both happen, or neither."""
    release_assignment(acting_user=acting_user, assignment=assignment)
    return assign_reviewer(
        acting_user=acting_user,
        submission=assignment.submission,
        member=member,
        due_on=due_on,
        priority=priority,
    )


def _answer(
    assignment: Assignment,
    acting_user: User,
    state: AssignmentState,
    action: Action,
    *,
    by_link: bool = False,
) -> Assignment:
    now = timezone.now()
    before = assignment.state
    assignment.state = state
    assignment.responded_at = now
    assignment.save(update_fields=["state", "responded_at", "reason", "conflict_declared"])
    append_record(
        article=assignment.submission.article,
        action=action,
        actor=acting_user,
        at=now,
        submission=str(assignment.submission.uid),
        member=assignment.member.name_and_credentials,
        member_id=str(assignment.member.uid),
        old=before,
        new=str(state.value),
        reason=assignment.reason,
        conflict=assignment.conflict_declared,
        **({"via": "the link in the mail"} if by_link else {}),
    )
    return assignment
