"""Who may say what about a text under review, and why not. As in ``editorial.policies``."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from accounts.enums import Role
from editorial.enums import OPEN_STATES, AssignmentState, Audience, Meaning, Severity
from editorial.policies import (
    CLOSED,
    NOBODY,
    against_responding,
    against_saving,
    against_triage,
    wrote,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User
    from editorial.models import Assignment, Comment, GradedClaim, Submission

    Person = User | AnonymousUser | None

#: Nobody is reminded twice within a day.
BETWEEN_REMINDERS = timedelta(days=1)

#: A member who has agreed reads the full text, and goes on reading what they have signed.
AGREED = (AssignmentState.ACCEPTED, AssignmentState.COMPLETED)


# --- Invitations --------------------------------------------------------------------------------


def against_moving(user: Person, assignment: Assignment) -> list[str]:
    """Return why the person can't change when the review is due, and how urgent it is."""
    reasons = against_triage(user, assignment.submission)
    if not reasons and not assignment.is_pending:
        return [f"There is nothing to wait for: {assignment.get_state_display().lower()}."]
    return reasons


def against_reminding(
    user: Person, assignment: Assignment, now: datetime | None = None
) -> list[str]:
    """Return why the person can't remind the member."""
    reasons = against_moving(user, assignment)
    last = assignment.reminders.order_by("-sent_at").first()
    if not reasons and last and last.sent_at > (now or timezone.now()) - BETWEEN_REMINDERS:
        name = assignment.member.printed_name
        return [f"{name} was reminded less than a day ago."]
    return reasons


def against_answering(user: Person, assignment: Assignment, invited_at: datetime) -> list[str]:
    """Return why the person can't answer by a link that was mailed with the invitation.

    A link dies when it is used, when the member is released, and with a new invitation.
    """
    reasons = against_responding(user, assignment)
    used = assignment.state != AssignmentState.INVITED or assignment.invited_at != invited_at
    return reasons or (["This invitation has been answered or replaced."] if used else [])


# --- Comments -----------------------------------------------------------------------------------


def against_taking_part(user: Person, submission: Submission) -> list[str]:
    """Return why the person does not read and discuss the full text at the desk.

    Editors do, and members who have agreed to review; nobody does who wrote the text.
    """
    if user is None or not user.is_authenticated:
        return NOBODY
    if not user.is_active:
        return ["This account is no longer active."]
    editor, member = user.has_role(Role.EDITOR), user.has_role(Role.BOARD)
    if not editor and not member:
        return ["Only editors and board members take part in a review."]
    if wrote(user, submission.article):
        return ["You wrote or edited this text, so its review is not yours to see."]
    if editor or submission.assignments.filter(member_id=user.pk, state__in=AGREED).exists():
        return []
    return ["Agree to review first."]


def against_commenting(user: Person, submission: Submission, severity: str = "") -> list[str]:
    """Return why the person can't comment on the submission, with this weight."""
    reasons = against_taking_part(user, submission)
    if not reasons and submission.is_open and severity == Severity.MUST_FIX:
        return against_saying_must_fix(user, submission)
    if reasons or submission.is_open:
        return reasons
    return [CLOSED.format(state=submission.get_state_display().lower())]


def against_saying_must_fix(user: Person, submission: Submission) -> list[str]:
    """Return why the person can't say what must be fixed first: they have approved the text."""
    approved = submission.signatures.filter(signer_id=user.pk, meaning=Meaning.APPROVED)  # type: ignore[union-attr]
    if not approved.exists():
        return []
    return [
        "You have approved this text, so you can't say that something must be fixed first. Comment"
        " with less weight, or write to the editor."
    ]


def against_replying(user: Person, comment: Comment, audience: str = "") -> list[str]:
    """Return why the person can't reply in the comment's thread, to this audience."""
    reasons = against_commenting(user, comment.submission)
    if not reasons and comment.is_private and audience == Audience.AUTHORS:
        return ["This thread is private, so its replies are as well."]
    return reasons


def against_settling(user: Person, comment: Comment) -> list[str]:
    """Return why the person can't resolve or reopen the comment's thread.

    Its author may, and any editor of the text. A comment of an earlier round is settled in the
    round that is on its way.
    """
    reasons = against_commenting(user, _on_its_way(comment))
    if reasons:
        return reasons
    person: User = user  # type: ignore[assignment]
    if comment.author_id != person.pk and not person.has_role(Role.EDITOR):
        return ["Only whoever wrote a comment, or an editor, settles it."]
    return []


def _on_its_way(comment: Comment) -> Submission:
    """Return the submission in which the comment is settled: its own, or the one now open."""
    submission = comment.submission
    if submission.is_open:
        return submission
    return submission.article.submissions.filter(state__in=OPEN_STATES).first() or submission


def against_resolving(user: Person, comment: Comment) -> list[str]:
    """Return why the person can't resolve the thread."""
    reasons = against_settling(user, comment)
    return reasons or (["This is resolved already."] if comment.is_resolved else [])


def against_reopening(user: Person, comment: Comment) -> list[str]:
    """Return why the person can't reopen the thread."""
    reasons = against_settling(user, comment)
    if not reasons and not comment.is_resolved:
        return ["This is open already."]
    if not reasons and comment.severity == Severity.MUST_FIX:
        return against_saying_must_fix(user, _on_its_way(comment))
    return reasons


def against_answering_comment(user: Person, comment: Comment) -> list[str]:
    """Return why the person can't answer a remark on the text, as one of its authors.

    Authors do between a decision and their next submission, which takes the answers along. What
    is private does not exist for them.
    """
    submission = comment.submission
    article = submission.article
    reasons = against_saving(user, article)
    if reasons:
        return reasons
    if not comment.is_told_to_authors:
        return ["There is no such remark for the authors."]
    if article.submissions.filter(state__in=OPEN_STATES).exists():
        return ["The next revision is on its way, with the answers that were given before."]
    if article.submissions.decided().first() != submission:
        return ["A later revision has been decided: answer what was remarked on that one."]
    return []


# --- Working notes ------------------------------------------------------------------------------


def against_taking_notes(user: Person, submission: Submission) -> list[str]:
    """Return why the person can't answer checklists, grade claims or recommend anything.

    Members do who have agreed and not signed yet: what they found stands when they sign.
    """
    if user is None or not user.is_authenticated:
        return NOBODY
    if not user.is_active or not user.has_role(Role.BOARD):
        return ["Only board members keep a review."]
    reasons = against_commenting(user, submission)
    if reasons:
        return reasons
    own = submission.assignments.filter(member_id=user.pk).first()
    if own is not None and own.state == AssignmentState.COMPLETED:
        return ["You have signed, so your review stands as it is."]
    if own is None or own.state != AssignmentState.ACCEPTED:
        return ["Agree to review first."]
    return []


def against_withdrawing_grade(user: Person, claim: GradedClaim) -> list[str]:
    """Return why the person can't take back the grade of a claim."""
    reasons = against_taking_notes(user, claim.submission)
    if not reasons and claim.member_id != user.pk:  # type: ignore[union-attr]
        return ["Somebody else graded this claim."]
    return reasons or (["This grade is withdrawn already."] if claim.withdrawn_at else [])
