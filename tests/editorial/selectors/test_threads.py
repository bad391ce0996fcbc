from __future__ import annotations

import pytest

from articles.anchoring import Anchor
from editorial import services
from editorial.enums import Part
from editorial.selectors.threads import rounds
from tests.factories import draft, remark, under_review
from tests.factories.texts import CLINICIAN

FIRST, SECOND = "Check the eGFR first.", "Tell the patient about sick days."


def quoted(submission, cast, exact):
    return remark(submission, cast.board_one, exact, part=Part.CLINICIAN, quote=Anchor(exact))


def test_threads_stand_in_the_order_of_the_text(cast):
    submission = under_review(cast)
    second, first = quoted(submission, cast, SECOND), quoted(submission, cast, FIRST)
    general = remark(submission, cast.board_one)
    reply = services.reply_to_comment(acting_user=cast.editor, comment=first, body="Yes.")

    (current,) = rounds(submission)

    assert [thread.comment for thread in current.threads] == [general, first, second]
    assert current.threads[1].replies == (reply,)
    assert current.unresolved == 3
    assert not any(thread.text_changed for thread in current.threads)


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        (CLINICIAN.replace("Check the eGFR", "Check eGFR"), {FIRST: True, SECOND: False}),
        (f"{CLINICIAN}\n\n{CLINICIAN}", {FIRST: True, SECOND: True}),
        (f"New first words.\n\n{CLINICIAN}", {FIRST: False, SECOND: False}),
    ],
)
def test_a_passage_that_changed_or_is_there_twice_now_is_not_moved(cast, text, changed):
    article = draft(cast)
    earlier = under_review(cast, article)
    for exact in (FIRST, SECOND):
        quoted(earlier, cast, exact)
    services.request_changes(acting_user=cast.editor, submission=earlier, letter="Mend it.")
    services.save_article(
        acting_user=cast.author, article=article, changes={"clinician_text": text}
    )

    current, before = rounds(under_review(cast, article))

    assert current.threads == ()
    assert before.submission == earlier
    assert {t.comment.exact: t.text_changed for t in before.threads} == changed


def test_rounds_in_a_constant_number_of_queries(cast, django_assert_num_queries):
    article = draft(cast)
    for number in (1, 2, 3):
        submission = under_review(cast, article)
        for _ in range(number):
            remark(submission, cast.board_one)
        with django_assert_num_queries(2):
            found = rounds(submission)
        assert [len(each.threads) for each in found] == list(range(number, 0, -1))
        services.request_changes(acting_user=cast.editor, submission=submission, letter="Mend it.")
