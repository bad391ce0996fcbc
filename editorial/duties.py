"""Separation of duties: who acted as editor on a submission has no vote on it, and the reverse.

To *edit a submission*, as it is meant here, is to have acted on it as editor: to have begun its
review, asked, reminded or released a reviewer, moved a due date, opened or closed its text to the
public, judged it by another policy, or written a letter that closed it. Each of these is a record
of the article's trail that names the submission, so the trail decides, not the role that somebody
has today. What was done to another submission of the same article doesn't count: another revision
is another decision.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from editorial.enums import Action

if TYPE_CHECKING:
    from accounts.models import User
    from editorial.models import Submission

EDITORIAL = (
    Action.REVIEW_BEGUN,
    Action.ASSIGNED,
    Action.ASSIGNMENT_RELEASED,
    Action.ASSIGNMENT_MOVED,
    Action.REVIEWER_REMINDED,
    Action.EARLY_ACCESS_GRANTED,
    Action.EARLY_ACCESS_ENDED,
    Action.REJUDGED,
    Action.CHANGES_REQUESTED,
    Action.DECLINED,
)


def editors_of(submission: Submission) -> frozenset[int]:
    """Return the keys of those who acted as editor on the submission. One query."""
    records = submission.article.records.filter(
        action__in=EDITORIAL, data__contains=str(submission.uid)
    )
    return frozenset(records.order_by().values_list("actor_id", flat=True))


def edited(user: User, submission: Submission) -> bool:
    """Tell whether the person acted as editor on the submission."""
    return user.pk in editors_of(submission)


def signed(user: User, submission: Submission) -> bool:
    """Tell whether the person signed the submission."""
    return user.pk in submission.signer_keys
