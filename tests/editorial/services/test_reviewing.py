from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from articles.anchoring import Anchor
from articles.enums import Kind
from editorial import services
from editorial.enums import Action, Certainty, Part, Recommendation, Strength
from editorial.models import Checklist, Record
from editorial.selectors.checklists import checklists_for, score, weak_points
from editorial.services.checklists import Item
from tests.factories import accept, approve, assign, declined, draft, submitted, under_review
from tests.refusals import refused

CLAIM = Anchor("Start an SGLT2 inhibitor in adults with diabetic kidney disease.")


@pytest.fixture
def submission(cast):
    return under_review(cast)


@pytest.fixture
def discern(db):
    return Checklist.objects.get(slug="discern")


def answer(user, submission, checklist, answers):
    return services.save_answers(
        acting_user=user,
        submission=submission,
        checklist=checklist,
        answers={
            str(position): {"value": str(value), "reason": reason}
            for position, (value, reason) in answers.items()
        },
    )


def throughout(checklist, value=4, **others):
    filled = {item.position: (value, "") for item in checklist.items.all()}
    return {**filled, **{int(name[1:]): given for name, given in others.items()}}


def complete(user, submission, checklist):
    return services.complete_checklist(acting_user=user, submission=submission, checklist=checklist)


def last_record():
    return Record.objects.latest("pk")


# --- Answers ------------------------------------------------------------------------------------


def test_answers_are_kept_as_they_are_given(cast, submission, discern):
    answer(cast.board_one, submission, discern, {1: (4, "")})
    answer(cast.board_one, submission, discern, {2: (5, "Well put."), 1: (3, "")})
    response = answer(cast.board_one, submission, discern, {2: ("", "")})

    assert response.answers == {"1": {"value": "3", "reason": ""}}
    assert response.completed_at is None
    assert response.review.submission == submission


def test_answers_of_two_members_are_apart(cast, submission, discern):
    answer(cast.board_one, submission, discern, {1: (4, "")})
    response = answer(cast.board_two, submission, discern, {1: (2, "")})

    assert response.answers["1"]["value"] == "2"
    assert discern.responses.count() == 2


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({99: (4, "")}, "no such item"),
        ({1: (6, "")}, "no such answer"),
        ({1: ("na", "Not about that.")}, "no such answer"),
        ({9: ("na", "x" * 301)}, "300 characters"),
    ],
)
def test_answers_that_no_item_has_are_refused(cast, submission, discern, answers, words):
    with refused(words, by=ValidationError):
        answer(cast.board_one, submission, discern, answers)


def test_complete_needs_every_answer_and_a_reason_for_not_applicable(cast, submission, discern):
    answer(cast.board_one, submission, discern, throughout(discern, _9=("na", ""), _3=("", "")))

    with refused("Item 3 has no answer yet", "Item 9: say why", by=ValidationError):
        complete(cast.board_one, submission, discern)

    answer(cast.board_one, submission, discern, {3: (2, ""), 9: ("na", "Nothing is compared.")})
    response = complete(cast.board_one, submission, discern)
    assert response.completed_at is not None
    record = last_record()
    assert record.action == Action.CHECKLIST_COMPLETED
    assert (record.details["checklist"], record.details["version"]) == ("discern", 1)


def test_an_answer_that_changes_opens_the_checklist_again(cast, submission, discern):
    answer(cast.board_one, submission, discern, throughout(discern))
    complete(cast.board_one, submission, discern)

    same = answer(cast.board_one, submission, discern, {1: (4, "")})
    assert same.completed_at is not None
    changed = answer(cast.board_one, submission, discern, {1: (5, "")})
    assert changed.completed_at is None


def test_a_version_out_of_use_can_be_finished_but_not_begun(cast, submission, discern):
    answer(cast.board_one, submission, discern, throughout(discern))
    services.publish_checklist(
        acting_user=cast.admin,
        slug="discern",
        name="Shorter",
        items=[Item("Is it good?")],
        scale=[(1, "No"), (2, "Yes")],
        applies_to="treatment",
    )

    assert complete(cast.board_one, submission, discern).completed_at
    with refused("newer version", by=ValidationError):
        answer(cast.board_two, submission, discern, {1: (4, "")})
    given = {c.slug: c.version for c in checklists_for(submission, cast.board_one)}
    assert given["discern"] == 1
    given = {c.slug: c.version for c in checklists_for(submission, cast.board_two)}
    assert given["discern"] == 2


@pytest.mark.parametrize("who", ["author", "editor", "outsider", "admin", "reader"])
def test_notes_are_for_members_alone(cast, submission, discern, who):
    with refused():
        answer(getattr(cast, who), submission, discern, {1: (4, "")})


def test_notes_need_agreement_an_open_submission_and_no_signature(cast, discern):
    waiting = submitted(cast)
    assign(cast, waiting, cast.board_one)
    with refused("Agree to review first"):
        answer(cast.board_one, waiting, discern, {1: (4, "")})

    accept(waiting.assignments.get())
    answer(cast.board_one, waiting, discern, {1: (4, "")})
    services.begin_review(acting_user=cast.editor, submission=waiting)
    approve(waiting, cast.board_one)
    with refused("You have signed"):
        answer(cast.board_one, waiting, discern, {1: (5, "")})

    closed = declined(cast)
    with refused():
        answer(cast.board_one, closed, discern, {1: (4, "")})


# --- Which, and what they add up to -------------------------------------------------------------


def test_checklists_that_apply(cast):
    def slugs(**changes):
        found = checklists_for(submitted(cast, draft(cast, **changes)), cast.board_one)
        return [checklist.slug for checklist in found]

    assert slugs() == ["discern", "pemat-p"]
    assert slugs(plain_text="") == ["discern"]
    assert slugs(kind=Kind.GENERAL) == ["pemat-p"]


def test_score_in_words(cast, submission, discern):
    assert score(answer(cast.board_one, submission, discern, {})) == "no answers yet"
    response = answer(
        cast.board_one, submission, discern, {1: (4, ""), 2: (1, ""), 9: ("na", "No.")}
    )
    assert score(response) == "2.5 of 5 on 2 items"
    pemat = Checklist.objects.get(slug="pemat-p")
    response = answer(cast.board_one, submission, pemat, {1: (1, ""), 2: (0, ""), 3: (1, "")})
    assert score(response) == "67 % of 3 items"


def test_weak_points_of_finished_checklists(cast, submission, discern):
    response = answer(cast.board_one, submission, discern, throughout(discern, _5=(2, "")))
    assert weak_points([response]) == []

    complete(cast.board_one, submission, discern)
    response.refresh_from_db()
    assert weak_points([response, response]) == [discern.items.get(position=5).question]


# --- Recommendation -----------------------------------------------------------------------------


def test_recommendation_is_recorded_when_it_changes(cast, submission):
    def save(recommendation, notes="Good."):
        return services.save_review(
            acting_user=cast.board_one,
            submission=submission,
            recommendation=recommendation,
            notes=notes,
        )

    assert save(Recommendation.APPROVE).notes == "Good."
    assert last_record().details["new"] == "approve"
    count = Record.objects.count()
    save(Recommendation.APPROVE, "Better.")
    assert Record.objects.count() == count
    with refused("one of the recommendations", by=ValidationError):
        save("burn")
    with refused("10,000 characters", by=ValidationError):
        save("", "x" * 10_001)


# --- GRADE --------------------------------------------------------------------------------------


def grade(user, submission, **details):
    return services.grade_claim(
        acting_user=user,
        submission=submission,
        **{"part": Part.CLINICIAN, "quote": CLAIM, "certainty": Certainty.HIGH, **details},
    )


def test_grade_a_claim_and_withdraw_it(cast, submission):
    claim = grade(cast.board_one, submission, strength=Strength.STRONG, note="Three trials.")

    assert claim.exact == CLAIM.exact
    assert last_record().action == Action.CLAIM_GRADED
    with refused("Somebody else"):
        services.withdraw_grade(acting_user=cast.board_two, claim=claim)
    assert services.withdraw_grade(acting_user=cast.board_one, claim=claim).withdrawn_at
    with refused("withdrawn already"):
        services.withdraw_grade(acting_user=cast.board_one, claim=claim)


@pytest.mark.parametrize(
    ("details", "words"),
    [
        ({"certainty": "certain"}, "how certain"),
        ({"strength": "mild"}, "strong or conditional"),
        ({"quote": Anchor("")}, "Quote the claim"),
        ({"quote": Anchor("Never said.")}, "not in the text"),
        ({"note": "x" * 501}, "500 characters"),
    ],
)
def test_grade_bad_input_is_refused_in_words(cast, submission, details, words):
    with refused(words, by=ValidationError):
        grade(cast.board_one, submission, **details)


@pytest.mark.parametrize("who", ["author", "editor", "admin", "reader"])
def test_grade_is_for_members_alone(cast, submission, who):
    with refused():
        grade(getattr(cast, who), submission)
