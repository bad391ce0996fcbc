"""Separation of duties: a test for each sentence of the rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from accounts.enums import Role
from accounts.models import User
from editorial import services
from editorial.duties import editors_of
from editorial.enums import Action, Meaning, State
from editorial.models import Judgement, Submission
from editorial.services.rules import set_policy
from editorial.verify import find_problems
from tests.factories import (
    Cast,
    UserFactory,
    accept,
    approve,
    assign,
    board_member,
    enable_to_sign,
    sign,
    submitted,
    under_review,
)
from tests.plugins.stage import scene
from tests.refusals import refused

REASON = "The policy of today asks for less."


@scene
def both(cast: Cast) -> User:
    """A person who is an editor and on the board."""
    person = board_member(
        cast.specialty, printed_name="Paula Both", roles=[Role.EDITOR, Role.BOARD]
    )
    return enable_to_sign(person)


def policy(cast: Cast, **numbers: int) -> None:
    set_policy(acting_user=cast.admin, specialty=cast.specialty, **numbers)


def fresh(submission: Submission) -> Submission:
    return Submission.objects.get(pk=submission.pk)


# --- Nobody signs what they wrote or edited -----------------------------------------------------


def test_nobody_signs_what_they_wrote(cast: Cast) -> None:
    writer = board_member(
        cast.specialty, printed_name="Wanda Writer", roles=[Role.AUTHOR, Role.BOARD]
    )
    enable_to_sign(writer)
    cast_by_writer = Cast(**{**cast.__dict__, "coauthor": writer})
    submission = under_review(cast_by_writer)
    with refused("wrote or edited this text"):
        services.assign_reviewer(acting_user=cast.editor, submission=submission, member=writer)
    with refused("wrote or edited this text"):
        approve(submission, writer)


# --- An editor who is also on the board ---------------------------------------------------------

EDITS: dict[str, Callable[[User, Submission, Cast], Any]] = {
    "asked a reviewer": lambda by, s, cast: services.assign_reviewer(
        acting_user=by, submission=s, member=board_member(cast.elsewhere, printed_name="Nina New")
    ),
    "released a reviewer": lambda by, s, cast: services.release_assignment(
        acting_user=by,
        assignment=services.assign_reviewer(
            acting_user=cast.editor,
            submission=s,
            member=board_member(cast.elsewhere, printed_name="Nina New"),
        ),
    ),
    "began the review": lambda by, s, cast: services.begin_review(acting_user=by, submission=s),
    "opened the text": lambda by, s, cast: services.grant_early_access(
        acting_user=by, submission=s
    ),
    "judged it anew": lambda by, s, cast: (
        policy(cast, approvals=3),
        services.rejudge_submission(acting_user=by, submission=s, reason=REASON),
    ),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_who_acted_as_editor_has_no_vote(cast: Cast, both: User, edit: Any) -> None:
    submission = submitted(cast)
    accept(assign(cast, submission, both))
    edit(both, submission, cast)
    if fresh(submission).state == State.SUBMITTED:
        services.begin_review(acting_user=cast.editor, submission=submission)
    for meaning in Meaning.values:
        with refused("has acted as editor on this submission"):
            sign(fresh(submission), both, meaning)


def test_who_acted_as_editor_is_not_asked_to_review(cast: Cast, both: User) -> None:
    submission = submitted(cast)
    services.begin_review(acting_user=both, submission=submission)
    with refused("has acted as editor"):
        services.assign_reviewer(acting_user=cast.editor, submission=submission, member=both)


def test_an_editor_does_not_ask_themselves(cast: Cast, both: User) -> None:
    submission = submitted(cast)
    with refused("another member must review"):
        services.assign_reviewer(acting_user=both, submission=submission, member=both)


def test_another_submission_of_the_article_does_not_count(cast: Cast, both: User) -> None:
    first = submitted(cast)
    services.decline_submission(acting_user=both, submission=first, letter="Not yet.")
    second = submitted(cast, first.article)
    assert editors_of(first) == {both.pk}
    assert editors_of(second) == frozenset()
    assign(cast, second, both)


DECISIONS: dict[str, Callable[[User, Submission, Cast], Any]] = {
    "declines": lambda by, s, cast: services.decline_submission(
        acting_user=by, submission=s, letter="No."
    ),
    "asks for changes": lambda by, s, cast: services.request_changes(
        acting_user=by, submission=s, letter="Please."
    ),
    "asks a reviewer": EDITS["asked a reviewer"],
    "opens the text": EDITS["opened the text"],
}


@pytest.mark.parametrize("decide", DECISIONS.values(), ids=DECISIONS.keys())
def test_who_signed_does_not_decide_as_editor(cast: Cast, both: User, decide: Any) -> None:
    submission = submitted(cast)
    accept(assign(cast, submission, both))
    services.begin_review(acting_user=cast.editor, submission=submission)
    approve(submission, both)
    new = board_member(cast.elsewhere, printed_name="Nina New")
    with refused("You signed this submission, so another editor must decide"):
        if decide is EDITS["asked a reviewer"]:
            services.assign_reviewer(acting_user=both, submission=submission, member=new)
        else:
            decide(both, submission, cast)


# --- Changing a policy --------------------------------------------------------------------------


def three(cast: Cast) -> Submission:
    """Return a submission under a policy of three approvals that two have approved."""
    policy(cast, approvals=3)
    submission = under_review(cast)
    approve(submission, cast.board_one)
    approve(submission, cast.board_two)
    return fresh(submission)


def test_a_changed_policy_approves_nothing_that_is_open(cast: Cast) -> None:
    submission = three(cast)
    policy(cast, approvals=2)
    assert fresh(submission).state == State.UNDER_REVIEW
    assert fresh(submission).approvals_needed == 3


def test_an_editor_judges_anew_and_it_is_recorded(cast: Cast) -> None:
    submission = three(cast)
    policy(cast, approvals=2, treatment_review_months=6)
    services.rejudge_submission(acting_user=cast.editor, submission=submission, reason=REASON)
    judged = fresh(submission)
    assert (judged.approvals_needed, judged.review_months) == (2, 6)
    record = submission.article.records.get(action=Action.REJUDGED)
    assert record.actor == cast.editor
    assert record.details["old"]["approvals_needed"] == 3
    assert record.details["new"]["approvals_needed"] == 2
    assert record.details["reason"] == REASON


def test_judging_anew_never_approves(cast: Cast) -> None:
    """Two have approved and two are asked for: it still takes a signature made after it."""
    submission = three(cast)
    policy(cast, approvals=2)
    services.rejudge_submission(acting_user=cast.editor, submission=submission, reason=REASON)
    assert fresh(submission).state == State.UNDER_REVIEW
    third = board_member(cast.elsewhere, printed_name="Thea Third")
    accept(assign(cast, submission, third))
    approve(fresh(submission), third)
    assert fresh(submission).state == State.APPROVED


def test_the_verifier_follows_the_judgement(cast: Cast) -> None:
    from editorial.evidence import evidence

    submission = three(cast)
    policy(cast, approvals=2)
    services.rejudge_submission(acting_user=cast.editor, submission=submission, reason=REASON)
    third = board_member(cast.elsewhere, printed_name="Thea Third")
    accept(assign(cast, submission, third))
    approve(fresh(submission), third)
    bundle = evidence(submission.article)
    assert find_problems(bundle) == []
    judged = next(r for r in bundle["records"] if r["action"] == "rejudged")
    for signature in bundle["signatures"]:
        signature["signed_at"] = min(signature["signed_at"], judged["at"])
    said = [problem.what for problem in find_problems(bundle)]
    assert "was judged by another policy and approved by that alone" in said


def test_judging_by_the_same_policy_is_refused(cast: Cast) -> None:
    submission = submitted(cast)
    with refused("asks for the same"):
        services.rejudge_submission(acting_user=cast.editor, submission=submission, reason=REASON)


def test_judging_needs_a_reason(cast: Cast) -> None:
    submission = submitted(cast)
    policy(cast, approvals=3)
    with refused(by=ValidationError):
        services.rejudge_submission(acting_user=cast.editor, submission=submission, reason=" ")


@pytest.mark.parametrize("who", ["author", "board_one", "admin", "outsider", "reader"])
def test_only_editors_judge(cast: Cast, who: str) -> None:
    submission = submitted(cast)
    policy(cast, approvals=3)
    with refused():
        services.rejudge_submission(
            acting_user=getattr(cast, who), submission=submission, reason=REASON
        )
    assert not Judgement.objects.exists()


def test_a_superuser_is_no_editor(cast: Cast) -> None:
    root = UserFactory(printed_name="Rita Root", is_superuser=True)
    submission = submitted(cast)
    policy(cast, approvals=3)
    with refused("Only editors"):
        services.rejudge_submission(acting_user=root, submission=submission, reason=REASON)
