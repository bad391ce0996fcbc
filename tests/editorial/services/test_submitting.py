from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from accounts.models import OutgoingMail
from articles.canonical import digest
from editorial import services
from editorial.enums import State
from editorial.models import Submission
from tests.editorial.services.watching import traced
from tests.factories import assign, board_member, declined, draft, signed_once, submitted
from tests.refusals import refused

TITLE = "Treating diabetic kidney disease"


def submit(cast, article, **details):
    return services.submit_article(acting_user=cast.author, article=article, **details)


def test_submit_freezes_and_tells_the_editors(cast):
    article = draft(cast)

    with traced() as trace:
        submission = submit(cast, article, summary="First\u202e version.")

    revision = submission.revision
    assert (submission.state, submission.previous, revision.number) == (State.SUBMITTED, None, 1)
    assert trace.records == [
        (
            "submitted",
            "Anna Author",
            {
                "submission": str(submission.uid),
                "revision": 1,
                "digest": revision.digest,
                "html_digest": revision.html_digest,
                "approvals_needed": 2,
                "specialists_needed": 1,
                "summary": "First version.",
                "warnings_seen": None,
                "retracted_works": [],
                "credit": submission.credit,
            },
        )
    ]
    assert trace.mails == {"Edith Editor": f"New submission: {TITLE}"}


def test_prompts_are_kept_by_their_digest_alone(cast):
    submission = submitted(cast, ai_prompts="Qzxprompt, write of kidneys.")
    record = submission.article.records.last()
    assert record.details["prompts"] == digest("Qzxprompt, write of kidneys.")
    assert "Qzxprompt" not in submission.revision.content + record.data
    assert "prompts" not in submission.revision.document["ai"]


def test_submit_again_is_linked_to_the_one_before(cast):
    first = declined(cast)
    services.save_article(
        acting_user=cast.author, article=first.article, changes={"funding": "A grant"}
    )

    with traced() as trace:
        second = submit(cast, first.article)

    assert second.previous == first
    assert second.revision.number == 2
    assert trace.mails == {"Edith Editor": f"Revision 2 submitted: {TITLE}"}


def test_submit_the_same_text_again_is_the_same_revision(cast):
    first = declined(cast)

    assert submit(cast, first.article).revision == first.revision


def test_what_is_saved_later_is_not_what_was_submitted(cast):
    submission = submitted(cast)
    before = submission.revision.content
    services.save_article(
        acting_user=cast.author, article=submission.article, changes={"title": "Other"}
    )

    assert Submission.objects.get().revision.content == before


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("question", "needs a question"),
        ("title", "needs a title"),
        ("clinician_text", "needs a text for clinicians"),
    ],
)
def test_submit_what_is_not_there_is_refused(cast, field, words):
    article = draft(cast)
    type(article).objects.filter(pk=article.pk).update(**{field: " "})

    with refused(words):
        submit(cast, article)


def test_submit_bad_input_is_refused_in_words(cast):
    article = draft(cast)

    with refused("300 characters at most", by=ValidationError):
        submit(cast, article, summary="x" * 301)


def test_submit_is_refused_while_one_is_on_its_way(cast):
    submission = submitted(cast)

    with refused("Revision 1 is still on its way"):
        submit(cast, submission.article)


def test_withdraw_closes_everything(cast):
    submission = signed_once(cast)
    services.grant_early_access(acting_user=cast.editor, submission=submission)

    with traced() as trace:
        services.withdraw_submission(
            acting_user=cast.coauthor, submission=submission, reason="A mistake.\r\n"
        )

    fresh = Submission.objects.get()
    assert fresh.state == State.WITHDRAWN
    assert fresh.closed_at is not None
    assert not fresh.article.early_access
    assert set(fresh.assignments.values_list("member__printed_name", "state")) == {
        ("Berta Board", "completed"),
        ("Bruno Board", "released"),
    }
    assert trace.records == [
        (
            "withdrawn",
            "Carl Coauthor",
            {
                "submission": str(submission.uid),
                "old": "under_review",
                "new": "withdrawn",
                "reason": "A mistake.",
            },
        )
    ]
    told = ("Edith Editor", "Berta Board", "Bruno Board")
    assert trace.mails == dict.fromkeys(told, f"Withdrawn: {TITLE}")


def test_withdraw_tells_signers_and_asked_members_what_it_means_for_them(cast):
    submission = signed_once(cast)
    invited, released = board_member(), board_member()
    assign(cast, submission, invited)
    services.release_assignment(
        acting_user=cast.editor, assignment=assign(cast, submission, released)
    )
    OutgoingMail.objects.all().delete()

    services.withdraw_submission(acting_user=cast.author, submission=submission)

    said = {mail.person: mail.body for mail in OutgoingMail.objects.exclude(person=cast.editor)}
    assert set(said) == {cast.board_one, cast.board_two, invited}
    assert "Your signature stays in the trail" in said[cast.board_one]
    assert "You are released" in said[cast.board_two]
    assert "You are released" in said[invited]


def test_withdraw_with_a_reason_without_end_is_refused(cast):
    submission = submitted(cast)

    with refused("2,000 characters at most", by=ValidationError):
        services.withdraw_submission(
            acting_user=cast.author, submission=submission, reason="x" * 2_001
        )


def test_withdraw_twice_is_refused(cast):
    submission = submitted(cast)
    assign(cast, submission, cast.board_one)
    services.withdraw_submission(acting_user=cast.author, submission=submission)

    with refused("This submission is closed: withdrawn."):
        services.withdraw_submission(acting_user=cast.author, submission=submission)
