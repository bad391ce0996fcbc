from __future__ import annotations

import pytest

from editorial import services
from editorial.models import LastSeen, Record
from editorial.selectors.changes import changes_for, news_for
from tests.factories import remark, submitted, under_review
from tests.refusals import refused


def see(user, submission, sequence):
    return services.mark_seen(acting_user=user, submission=submission, sequence=sequence)


def test_seen_never_goes_back_nor_beyond_the_record(cast):
    submission = under_review(cast)
    last = submission.article.records.count()

    assert see(cast.board_one, submission, 3).sequence == 3
    assert see(cast.board_one, submission, 999).sequence == last
    assert see(cast.board_one, submission, 1).sequence == last
    assert see(cast.board_two, submission, -5).sequence == 0
    assert LastSeen.objects.count() == 2


def test_seeing_leaves_no_record(cast):
    submission = under_review(cast)
    count = Record.objects.count()

    see(cast.board_one, submission, 3)

    assert Record.objects.count() == count


@pytest.mark.parametrize("who", ["author", "admin", "reader", "board_two"])
def test_seeing_is_for_who_takes_part(cast, who):
    submission = submitted(cast)

    with refused():
        see(getattr(cast, who), submission, 1)


def test_changes_are_what_others_did_since(cast, django_assert_num_queries):
    submission = under_review(cast)
    assert changes_for(cast.board_one, submission).seen_at is None
    see(cast.board_one, submission, submission.article.records.count())
    remark(submission, cast.board_one)
    remark(submission, cast.board_two)

    with django_assert_num_queries(2):
        changes = changes_for(cast.board_one, submission)

    assert [entry.actor for entry in changes.entries] == [cast.board_two]
    assert changes.last_sequence == submission.article.records.count()


def test_news_of_many_in_two_queries(cast, django_assert_num_queries):
    looked, other = under_review(cast), under_review(cast)
    see(cast.board_one, looked, looked.article.records.count())
    for _ in range(2):
        remark(looked, cast.board_two)

    with django_assert_num_queries(2):
        assert news_for(cast.board_one, [looked, other]) == {looked.pk: 2}
