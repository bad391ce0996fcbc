from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.enums import Role
from editorial import policies, services
from editorial.models import Assignment, Submission
from editorial.selectors.candidates import candidates
from tests.factories import (
    InterestFactory,
    UserFactory,
    accept,
    assign,
    board_member,
    declined,
    draft,
    published,
    seat,
    submitted,
)

DAY = timedelta(days=1)


def names(cast, submission, **flags):
    found = candidates(cast.editor, fresh(submission))
    if "free" in flags:
        found = [c for c in found if bool(c.reasons) != flags["free"]]
    return [candidate.person.printed_name for candidate in found]


def fresh(submission):
    return Submission.objects.select_related("revision", "article").get(pk=submission.pk)


def of(cast, submission, person):
    return next(c for c in candidates(cast.editor, fresh(submission)) if c.person == person)


def test_candidates_specialists_first_then_those_with_the_least_to_do(cast):
    busy = board_member(cast.specialty, printed_name="Bea Busy")
    assign(cast, submitted(cast), busy)

    assert names(cast, submitted(cast)) == ["Berta Board", "Bea Busy", "Bruno Board"]


def test_candidates_who_turns_down_comes_later(cast):
    picky = board_member(cast.specialty, printed_name="Ada Picky")
    ended = submitted(cast)
    services.turn_down_assignment(
        acting_user=picky, assignment=assign(cast, ended, picky), reason="No time."
    )

    candidate = of(cast, submitted(cast), picky)

    assert names(cast, submitted(cast))[:2] == ["Berta Board", "Ada Picky"]
    assert candidate.decline_rate == 1.0
    assert "turned down 1 of 1" in candidate.points


def test_candidates_last_review_and_turnaround(cast):
    publication = published(cast)
    Assignment.objects.filter(member=cast.board_one).update(
        invited_at=timezone.now() - 6 * DAY, responded_at=timezone.now() - 2 * DAY
    )
    assert publication.is_live

    candidate = of(cast, submitted(cast), cast.board_one)

    assert candidate.completed == 1
    assert candidate.days == 4
    assert candidate.last_review is not None
    assert "4 days from invitation to signature" in candidate.points
    assert any(point.startswith("last review ") for point in candidate.points)


def test_candidates_nothing_known_yet(cast):
    points = of(cast, submitted(cast), cast.board_one).points

    assert points == ["In the text's specialty", "0 open reviews", "no review yet"]


def interest(cast, person):
    InterestFactory(user=person, organisation="Maker", products="examplegliflozin")


@pytest.mark.parametrize(
    ("words", "spoil"),
    [
        ("wrote or edited", lambda cast, who, article: edit(cast, who, article)),
        ("examplegliflozin", lambda cast, who, article: interest(cast, who)),
        ("not a current member", lambda cast, who, article: end_term(who)),
        ("declared a conflict", lambda cast, who, article: declare(cast, who, article)),
    ],
)
def test_candidates_who_may_not_come_last_with_the_reason(cast, words, spoil):
    article = draft(cast)
    spoil(cast, cast.board_one, article)
    submission = submitted(cast, article)

    found = candidates(cast.editor, fresh(submission))

    assert found[-1].person == cast.board_one
    assert words in " ".join(found[-1].reasons)
    assert list(found[-1].reasons) == policies.against_reviewing(cast.board_one, submission)


def edit(cast, who, article):
    article.history.filter(pk=article.history.latest().pk).update(history_user=who)


def end_term(who):
    who.memberships.update(term_end=timezone.now().date() - DAY)


def declare(cast, who, article):
    earlier = submitted(cast, article)
    services.turn_down_assignment(
        acting_user=who,
        assignment=assign(cast, earlier, who),
        reason="My own trial is cited.",
        conflict=True,
    )
    services.withdraw_submission(acting_user=cast.author, submission=earlier)


def test_candidates_undisclosed(cast):
    silent = UserFactory(printed_name="Sil Ent", roles=[Role.BOARD], disclosed=False)
    seat(silent, cast.specialty)

    assert "has not disclosed" in of(cast, submitted(cast), silent).reasons[0]


def test_candidates_disclosure_too_old(cast):
    old = timezone.now().date() - 400 * DAY
    silent = UserFactory(printed_name="Old Entry", roles=[Role.BOARD], disclosed=old)
    seat(silent, cast.specialty)

    assert "older than twelve months" in of(cast, submitted(cast), silent).reasons[0]


def test_candidates_asked_already(cast):
    submission = submitted(cast)
    accept(assign(cast, submission, cast.board_one))

    assert of(cast, submission, cast.board_one).reasons == ("Berta Board has been asked already.",)


def test_candidates_nobody_on_a_closed_submission(cast):
    assert names(cast, declined(cast), free=True) == []


def test_candidates_constant_number_of_queries(cast, django_assert_num_queries):
    submission = submitted(cast)
    for extra in (1, 3):
        for number in range(extra):
            assign(
                cast,
                submitted(cast),
                board_member(cast.specialty, printed_name=f"More {extra} {number}"),
            )
        with django_assert_num_queries(18):
            assert len(candidates(cast.editor, fresh(submission))) == 2 + {1: 1, 3: 4}[extra]
