from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from editorial import services
from editorial.enums import AssignmentState
from editorial.models import Assignment
from tests.editorial.services.watching import traced
from tests.factories import accept, assign, signed_once, submitted
from tests.refusals import refused

TITLE = "Treating diabetic kidney disease"


def answer_details(assignment, old, new, **others):
    return {
        "submission": str(assignment.submission.uid),
        "member": assignment.member.name_and_credentials,
        "member_id": str(assignment.member.uid),
        "old": old,
        "new": new,
        "reason": "",
        "conflict": False,
        **others,
    }


def test_assign_asks_by_mail(cast):
    submission = submitted(cast)
    due = timezone.now().date() + timedelta(days=14)

    with traced() as trace:
        assignment = assign(cast, submission, cast.board_one)

    assert (assignment.state, assignment.due_on) == (AssignmentState.INVITED, due)
    assert trace.records == [
        (
            "assigned",
            "Edith Editor",
            {
                "submission": str(submission.uid),
                "member": "Berta Board, MD",
                "member_id": str(cast.board_one.uid),
                "due_on": due.isoformat(),
                "priority": "normal",
            },
        )
    ]
    assert trace.mails == {
        "Berta Board": f"Please review by {due.day} {due:%B %Y}: {TITLE}",
    }


@pytest.mark.parametrize(
    ("details", "words"),
    [
        ({"due_on": date(2020, 1, 31)}, "has passed"),
        ({"due_on": date(9999, 12, 31)}, "within a year"),
        ({"priority": "asap"}, "how urgent it is"),
    ],
)
def test_assign_bad_input_is_refused_in_words(cast, details, words):
    submission = submitted(cast)

    with refused(words, by=ValidationError):
        services.assign_reviewer(
            acting_user=cast.editor, submission=submission, member=cast.board_one, **details
        )


def test_accept(cast):
    assignment = assign(cast, submitted(cast), cast.board_one)

    with traced() as trace:
        accept(assignment)

    fresh = Assignment.objects.get()
    assert fresh.state == AssignmentState.ACCEPTED
    assert fresh.responded_at is not None
    assert trace.records == [
        ("assignment_accepted", "Berta Board", answer_details(fresh, "invited", "accepted"))
    ]
    assert trace.mails == {}


def test_turn_down_tells_the_editors_why(cast):
    assignment = accept(assign(cast, submitted(cast), cast.board_one))

    with traced() as trace:
        services.turn_down_assignment(
            acting_user=cast.board_one,
            assignment=assignment,
            reason="I advise the maker.\u202e",
            conflict=True,
        )

    said = {"reason": "I advise the maker.", "conflict": True}
    assert trace.records == [
        (
            "assignment_declined",
            "Berta Board",
            answer_details(assignment, "accepted", "declined", **said),
        )
    ]
    assert trace.mails == {"Edith Editor": f"Review turned down: {TITLE}"}


def test_declared_conflict_lasts_for_the_article(cast):
    submission = submitted(cast)
    services.turn_down_assignment(
        acting_user=cast.board_one,
        assignment=assign(cast, submission, cast.board_one),
        reason="I advise the maker.",
        conflict=True,
    )
    services.withdraw_submission(acting_user=cast.author, submission=submission)
    again = submitted(cast, submission.article)

    with refused("has declared a conflict of interest with this article"):
        assign(cast, again, cast.board_one)


@pytest.mark.parametrize("reason", ["", "\u202e \n"])
def test_turn_down_without_a_reason_is_refused(cast, reason):
    assignment = assign(cast, submitted(cast), cast.board_one)

    with refused("Say in a few words why", by=ValidationError):
        services.turn_down_assignment(
            acting_user=cast.board_one, assignment=assignment, reason=reason
        )


def test_who_was_released_is_asked_again_by_the_same_assignment(cast):
    submission = submitted(cast)
    assignment = accept(assign(cast, submission, cast.board_one))

    with traced() as trace:
        services.release_assignment(acting_user=cast.editor, assignment=assignment)

    assert trace.records == [
        ("assignment_released", "Edith Editor", answer_details(assignment, "accepted", "released"))
    ]
    assert trace.mails == {"Berta Board": f"No longer needed: {TITLE}"}
    again = assign(cast, submission, cast.board_one)
    assert (again.pk, again.state, again.responded_at) == (assignment.pk, "invited", None)


def test_who_has_signed_is_not_released(cast):
    submission = signed_once(cast)

    with refused("There is nothing to release: completed."):
        services.release_assignment(
            acting_user=cast.editor,
            assignment=submission.assignments.get(member=cast.board_one),
        )


def test_replace_releases_one_and_asks_the_other(cast):
    assignment = assign(cast, submitted(cast), cast.board_one)

    with traced() as trace:
        services.replace_reviewer(
            acting_user=cast.editor, assignment=assignment, member=cast.board_two
        )

    assert trace.actions == ["assignment_released", "assigned"]
    assert set(trace.mails) == {"Berta Board", "Bruno Board"}


def test_replace_by_who_may_not_releases_nobody(cast):
    assignment = assign(cast, submitted(cast), cast.board_one)

    with refused("is not a current member of the board"):
        services.replace_reviewer(
            acting_user=cast.editor, assignment=assignment, member=cast.outsider
        )
