"""What editors decide about a submission."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from accounts.errors import refuse_if
from accounts.models import User
from editorial import policies
from editorial.enums import Action
from editorial.models import Submission
from editorial.services import letters
from editorial.services.closing import close_assignments
from editorial.services.mail import tell_authors, tell_member, tell_members
from editorial.services.trail import append_record, locked_submission


@transaction.atomic
def begin_review(*, acting_user: User, submission: Submission) -> Submission:
    """Let the board's review begin."""
    fresh = locked_submission(submission)
    refuse_if(policies.against_beginning_review(acting_user, fresh))
    before = fresh.state
    fresh._begin_review()
    fresh.save(update_fields=["state"])
    append_record(
        article=fresh.article,
        action=Action.REVIEW_BEGUN,
        actor=acting_user,
        at=timezone.now(),
        submission=str(fresh.uid),
        old=before,
        new=fresh.state,
    )
    tell_authors("review_begun", fresh)
    return fresh


@transaction.atomic
def request_changes(*, acting_user: User, submission: Submission, letter: str) -> Submission:
    """Send the authors a letter that asks for another revision; this submission is closed."""
    fresh = locked_submission(submission)
    refuse_if(policies.against_requesting_changes(acting_user, fresh))
    return _close(fresh, acting_user, letter, fresh._request_changes, Action.CHANGES_REQUESTED)


@transaction.atomic
def decline_submission(*, acting_user: User, submission: Submission, letter: str) -> Submission:
    """Send the authors a letter that the text is not taken; this submission is closed."""
    fresh = locked_submission(submission)
    refuse_if(policies.against_declining(acting_user, fresh))
    return _close(fresh, acting_user, letter, fresh._decline, Action.DECLINED)


def _close(
    submission: Submission,
    acting_user: User,
    letter: str,
    move: Callable[[], None],
    action: Action,
) -> Submission:
    """Make the closing move with a letter, and tell everybody concerned."""
    text = letters.letter(
        letter, field="letter", missing="Write the authors a letter that says why."
    )
    now = timezone.now()
    before = submission.state
    move()
    submission.closed_at = now
    submission.letter = text
    submission.save(update_fields=["state", "closed_at", "letter"])
    asked = close_assignments(submission)
    append_record(
        article=submission.article,
        action=action,
        actor=acting_user,
        at=now,
        submission=str(submission.uid),
        old=before,
        new=submission.state,
        letter=text,
    )
    tell_authors(str(action.value), submission)
    tell_members("closed", submission)
    for assignment in asked:
        tell_member("closed", assignment)
    return submission
