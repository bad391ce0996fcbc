from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from editorial import services
from editorial.enums import State
from editorial.models import Submission
from tests.editorial.services.watching import traced
from tests.factories import signed_once, submitted
from tests.refusals import refused

TITLE = "Treating diabetic kidney disease"
AUTHORS = ("Anna Author", "Carl Coauthor")
LETTERS = {
    "request_changes": (State.CHANGES_REQUESTED, "Changes requested"),
    "decline_submission": (State.DECLINED, "Not taken"),
}


def test_begin_review(cast):
    submission = submitted(cast)

    with traced() as trace:
        services.begin_review(acting_user=cast.editor, submission=submission)

    assert Submission.objects.get().state == State.UNDER_REVIEW
    assert trace.records == [
        (
            "review_begun",
            "Edith Editor",
            {"submission": str(submission.uid), "old": "submitted", "new": "under_review"},
        )
    ]
    assert trace.mails == dict.fromkeys(AUTHORS, f"Under review: {TITLE}")


@pytest.mark.parametrize("act", LETTERS)
def test_letter_closes_everything(cast, act):
    state, subject = LETTERS[act]
    submission = signed_once(cast)
    services.grant_early_access(acting_user=cast.editor, submission=submission)

    with traced() as trace:
        getattr(services, act)(
            acting_user=cast.editor, submission=submission, letter="Give the dose.\u202e\r\n"
        )

    fresh = Submission.objects.get()
    assert (fresh.state, fresh.letter) == (state, "Give the dose.")
    assert fresh.closed_at is not None
    assert not fresh.article.early_access
    assert set(fresh.assignments.values_list("state", flat=True)) == {"completed", "released"}
    assert trace.records == [
        (
            state.value,
            "Edith Editor",
            {
                "submission": str(submission.uid),
                "old": "under_review",
                "new": state.value,
                "letter": "Give the dose.",
            },
        )
    ]
    # Who has signed hears of the decision; who was released, that nothing is left to do.
    assert trace.mails == {
        **dict.fromkeys(AUTHORS, f"{subject}: {TITLE}"),
        "Berta Board": f"Decided: {TITLE}",
        "Bruno Board": f"No longer needed: {TITLE}",
    }


@pytest.mark.parametrize("act", LETTERS)
def test_a_letter_without_end_is_refused(cast, act):
    submission = signed_once(cast)

    with refused("20,000 characters at most", "20,001", by=ValidationError):
        getattr(services, act)(acting_user=cast.editor, submission=submission, letter="x" * 20_001)

    getattr(services, act)(acting_user=cast.editor, submission=submission, letter="x" * 20_000)


@pytest.mark.parametrize("letter", ["", " \n", "\u202e"])
@pytest.mark.parametrize("act", LETTERS)
def test_no_letter_is_refused(cast, act, letter):
    submission = signed_once(cast)

    with refused("a letter that says why", by=ValidationError):
        getattr(services, act)(acting_user=cast.editor, submission=submission, letter=letter)
