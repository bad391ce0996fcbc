"""A signature is refused where the submission or the invitation does not ask for it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from editorial import services
from editorial.enums import Meaning
from editorial.models import Submission
from tests.editorial.refusals.agreeing import agreed, writing_member
from tests.factories import (
    Cast,
    assign,
    board_member,
    changes_requested,
    declined,
    published,
    sign,
    signed_once,
    submitted,
    under_review,
    withdrawn,
)
from tests.refusals import refused


def test_review_that_has_not_begun_is_refused(cast: Cast) -> None:
    submission = agreed(submitted(cast), cast.board_one)

    with refused("The review has not begun"):
        sign(submission, cast.board_one)


CLOSED: dict[str, Callable[[Cast], Submission]] = {
    "withdrawn": withdrawn,
    "declined": declined,
    "changes requested": changes_requested,
    "approved": lambda cast: published(cast).submission,
}


@pytest.mark.parametrize("state", CLOSED)
def test_closed_submission_is_refused(cast: Cast, state: str) -> None:
    submission = CLOSED[state](cast)
    member = board_member(cast.specialty, printed_name="Nina New")
    agreed(submission, member)

    with refused(f"This submission is closed: {state}."):
        sign(submission, member)


def test_submission_as_it_was_before_it_was_closed_is_refused(cast: Cast) -> None:
    """The instance still says that it is open; the row behind the lock does not."""
    stale = under_review(cast)
    services.withdraw_submission(acting_user=cast.author, submission=stale)
    assert stale.is_open

    with refused("This submission is closed: withdrawn."):
        sign(stale, cast.board_one)


def test_who_was_not_asked_is_refused(cast: Cast) -> None:
    member = writing_member(cast)
    submission = under_review(cast)

    with refused("You have not been asked to review this submission"):
        sign(submission, member)


def test_who_did_not_agree_yet_is_refused(cast: Cast) -> None:
    member = writing_member(cast)
    submission = under_review(cast)
    assign(cast, submission, member)

    with refused("Agree to review first"):
        sign(submission, member)


def test_who_was_released_is_refused(cast: Cast) -> None:
    submission = under_review(cast)
    assignment = submission.assignments.get(member=cast.board_one)
    services.release_assignment(acting_user=cast.editor, assignment=assignment)

    with refused("You have not been asked to review this submission"):
        sign(submission, cast.board_one)


def test_who_turned_the_review_down_is_refused(cast: Cast) -> None:
    submission = under_review(cast)
    services.turn_down_assignment(
        acting_user=cast.board_one,
        assignment=submission.assignments.get(member=cast.board_one),
        reason="A conflict after all.",
        conflict=True,
    )

    with refused("You have not been asked to review this submission"):
        sign(submission, cast.board_one)


@pytest.mark.parametrize("meaning", Meaning)
def test_who_signed_already_is_refused(cast: Cast, meaning: Meaning) -> None:
    submission = signed_once(cast)

    with refused("You have signed this submission already"):
        sign(submission, cast.board_one, meaning)
