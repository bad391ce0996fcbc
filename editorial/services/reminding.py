"""Remind members, and move the day by which a review is due."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.errors import refuse_if
from accounts.models import User
from editorial import review_policies
from editorial.enums import OPEN_STATES, Action, AssignmentState, Priority, ReminderKind, State
from editorial.models import Assignment, Reminder
from editorial.services.due_dates import refuse_unless_due
from editorial.services.mail import tell_member
from editorial.services.trail import append_record, locked_submission

#: An invitation is unanswered after so long; a review is due soon so long before its day.
UNANSWERED_AFTER, DUE_SOON = timedelta(days=3), timedelta(days=3)


@transaction.atomic
def remind_reviewer(*, acting_user: User, assignment: Assignment) -> Reminder:
    """Remind a member whose answer or signature is still to come."""
    fresh = locked_assignment(assignment)
    refuse_if(review_policies.against_reminding(acting_user, fresh))
    return _remind(fresh, ReminderKind.BY_EDITOR, acting_user, timezone.now())


@transaction.atomic
def move_assignment(
    *, acting_user: User, assignment: Assignment, due_on: date, priority: str
) -> Assignment:
    """Set by when a review is due and how urgent it is. The member is mailed."""
    fresh = locked_assignment(assignment)
    refuse_if(review_policies.against_moving(acting_user, fresh))
    if priority not in Priority.values:
        raise ValidationError({"priority": "Choose how urgent it is."})
    now = timezone.now()
    refuse_unless_due(due_on, today=now.date())
    old = {"due_on": fresh.due_on.isoformat(), "priority": fresh.priority}
    fresh.due_on, fresh.priority = due_on, priority
    new = {"due_on": due_on.isoformat(), "priority": str(Priority(priority).value)}
    if old == new:
        return fresh
    fresh.save(update_fields=["due_on", "priority"])
    append_record(
        article=fresh.submission.article,
        action=Action.ASSIGNMENT_MOVED,
        actor=acting_user,
        at=now,
        submission=str(fresh.submission.uid),
        member=fresh.member.name_and_credentials,
        member_id=str(fresh.member.uid),
        old=old,
        new=new,
    )
    tell_member("moved", fresh)
    return fresh


def send_due_reminders(*, now: datetime | None = None) -> int:
    """Send every reminder that is due and was not sent yet; return how many that were.

    What is due stays due until it is sent: a day on which this did not run loses nothing. The
    record names the editor who invited the member, on whose behalf it is sent.
    """
    moment = now or timezone.now()
    pending = Assignment.objects.filter(
        state__in=[AssignmentState.INVITED, AssignmentState.ACCEPTED],
        submission__state__in=OPEN_STATES,
    ).select_related("submission")
    return sum(_send_if_due(assignment, moment) for assignment in pending)


@transaction.atomic
def _send_if_due(assignment: Assignment, now: datetime) -> bool:
    """Look again behind the lock: two that run at once send one mail."""
    fresh = locked_assignment(assignment)
    kind = due_kind(fresh, now)
    if kind is None or _sent(fresh, kind):
        return False
    _remind(fresh, kind, fresh.invited_by, now)
    return True


def due_kind(assignment: Assignment, now: datetime) -> ReminderKind | None:
    """Return the most urgent reminder that is due to the member, sent or not."""
    if not assignment.is_pending or not assignment.submission.is_open:
        return None
    if assignment.state == AssignmentState.INVITED:
        unanswered = assignment.invited_at + UNANSWERED_AFTER <= now
        return ReminderKind.UNANSWERED if unanswered else None
    if assignment.submission.state != State.UNDER_REVIEW:
        return None  # the member could not sign yet
    if assignment.due_on < now.date():
        return ReminderKind.OVERDUE
    return ReminderKind.DUE_SOON if assignment.due_on - DUE_SOON <= now.date() else None


def locked_assignment(assignment: Assignment) -> Assignment:
    """Return the assignment as it stands now, behind the lock of its article."""
    submission = locked_submission(assignment.submission)
    fresh = Assignment.objects.select_related("member", "invited_by").get(pk=assignment.pk)
    fresh.submission = submission
    return fresh


def _sent(assignment: Assignment, kind: ReminderKind) -> bool:
    return assignment.reminders.filter(
        kind=kind, invited_at=assignment.invited_at, due_on=assignment.due_on
    ).exists()


def _remind(
    assignment: Assignment, kind: ReminderKind, acting_user: User, at: datetime
) -> Reminder:
    reminder = Reminder.objects.create(
        assignment=assignment,
        kind=kind,
        invited_at=assignment.invited_at,
        due_on=assignment.due_on,
        sent_at=at,
    )
    append_record(
        article=assignment.submission.article,
        action=Action.REVIEWER_REMINDED,
        actor=acting_user,
        at=at,
        submission=str(assignment.submission.uid),
        member=assignment.member.name_and_credentials,
        member_id=str(assignment.member.uid),
        kind=str(kind.value),
    )
    tell_member("reminded", assignment)
    return reminder
