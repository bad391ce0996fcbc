"""What the database must refuse when an open submission is judged by another policy."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from accounts.models import User
from editorial import services
from editorial.models import Judgement
from editorial.services.rules import set_policy
from tests.attacks import SOME_TIME, attacks, copy, delete, update
from tests.factories import Cast, approve, declined, submitted, under_review


def _judged(submission: Any, months: int = 36) -> Judgement:
    return Judgement.objects.create(
        submission=submission,
        approvals_needed=2,
        specialists_needed=1,
        review_months=months,
        judged_by=User.objects.get(printed_name="Edith Editor"),
        judged_at=timezone.now(),
        reason="The policy is newer.",
    )


def _judged_after_two(cast: Cast) -> Any:
    """Return a submission that two have signed under a policy of three, then judged by two."""
    set_policy(
        acting_user=cast.admin,
        specialty=None,
        approvals=3,
        specialists=1,
        treatment_review_months=12,
        general_review_months=24,
    )
    submission = under_review(cast)
    approve(submission, cast.board_one)
    approve(submission, cast.board_two)
    set_policy(acting_user=cast.admin, specialty=None, approvals=2)
    services.rejudge_submission(
        acting_user=cast.editor, submission=submission, reason="Two are enough again."
    )
    return type(submission).objects.get(pk=submission.pk)


ATTACKS = [
    *attacks(
        "submission_policy_judged",
        approvals=lambda cast: update(submitted(cast), approvals_needed=3),
        specialists=lambda cast: update(submitted(cast), specialists_needed=0),
        interval=lambda cast: update(submitted(cast), review_months=36),
        other_numbers=lambda cast: update(_judged(submitted(cast)).submission, review_months=35),
        an_older_judgement=lambda cast: update(
            _judged(_judged(submitted(cast)).submission, months=12).submission, review_months=36
        ),
        moving_as_well=lambda cast: update(
            _judged(submitted(cast)).submission, review_months=36, state="under_review"
        ),
    ),
    *attacks(
        "submission_signed_since_judged",
        by_a_judgement=lambda cast: update(
            _judged_after_two(cast), state="approved", closed_at=SOME_TIME
        ),
    ),
    *attacks(
        "judgement_of_an_open_submission",
        closed=lambda cast: copy(
            _judged(submitted(cast)), submission_id=declined(cast, title="B").pk
        ),
    ),
    *attacks(
        "judgement_unchangeable",
        numbers=lambda cast: update(_judged(submitted(cast)), approvals_needed=3),
    ),
    *attacks("judgement_undeletable", delete=lambda cast: delete(_judged(submitted(cast)))),
]
