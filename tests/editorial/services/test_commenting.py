from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from articles.anchoring import Anchor
from editorial import policies, services
from editorial.enums import Action, Audience, Meaning, Part, Severity
from editorial.models import Comment, Record
from tests.factories import (
    accept,
    approve,
    assign,
    changes_requested,
    draft,
    published,
    remark,
    submitted,
    under_review,
)
from tests.refusals import refused

PASSAGE = Anchor("Check the eGFR first.")


def resolve(comment, by):
    return services.resolve_comment(acting_user=by, comment=comment)


def reply(comment, by, **details):
    return services.reply_to_comment(acting_user=by, comment=comment, body="I see.", **details)


# --- Commenting ---------------------------------------------------------------------------------


def test_add_comment_on_a_passage_keeps_its_neighbourhood(cast):
    submission = under_review(cast)

    comment = remark(submission, cast.board_one, part=Part.CLINICIAN, quote=PASSAGE)

    assert comment.exact == "Check the eGFR first."
    assert comment.prefix.endswith("What to do ")
    assert comment.author == cast.board_one
    assert not comment.is_private


def test_add_comment_is_recorded_without_its_words(cast):
    submission = under_review(cast)

    comment = remark(
        submission,
        cast.board_one,
        "The authors are hopeless.",
        audience=Audience.PRIVATE,
        severity=Severity.MUST_FIX,
    )

    record = Record.objects.filter(article=submission.article).latest("sequence")
    assert record.action == Action.COMMENTED
    assert record.actor == cast.board_one
    assert record.details["comment"] == str(comment.uid)
    assert record.details["severity"] == "must_fix"
    assert "hopeless" not in record.data


def test_add_comment_made_plain(cast):
    comment = remark(under_review(cast), cast.board_one, "Give\u202e 10 mg.\r\n")

    assert comment.body == "Give 10 mg."


@pytest.mark.parametrize(
    ("details", "words"),
    [
        ({"body": " \n"}, "Write something"),
        ({"body": "x" * 5001}, "5,000 characters"),
        ({"severity": "fatal"}, "how much the comment weighs"),
        ({"audience": "everybody"}, "who reads it"),
        ({"quote": Anchor("kidney")}, "which of the texts"),
        ({"quote": Anchor("Never written.")}, "not in the text"),
        ({"quote": Anchor("Never written."), "part": Part.CLINICIAN}, "not in the text"),
        ({"quote": PASSAGE, "part": Part.PLAIN}, "not in the text"),
        ({"quote": Anchor("the"), "part": Part.CLINICIAN}, "more than once"),
        ({"quote": Anchor("x" * 1001), "part": Part.CLINICIAN}, "1,000 characters"),
    ],
)
def test_add_comment_bad_input_is_refused_in_words(cast, details, words):
    submission = under_review(cast)

    with refused(words, by=ValidationError):
        remark(submission, cast.board_one, **details)


def test_add_comment_finds_the_text_that_alone_has_the_words(cast):
    comment = remark(under_review(cast), cast.board_one, quote=PASSAGE)

    assert (comment.part, comment.exact) == (Part.CLINICIAN, PASSAGE.exact)


@pytest.mark.parametrize("who", ["author", "outsider", "admin", "reader"])
def test_add_comment_is_for_editors_and_reviewers(cast, who):
    submission = under_review(cast)

    with refused():
        remark(submission, getattr(cast, who))


def test_add_comment_not_before_agreeing(cast):
    submission = submitted(cast)
    assign(cast, submission, cast.board_one)

    with refused("Agree to review first"):
        remark(submission, cast.board_one)
    with refused("Agree to review first"):
        remark(submission, cast.board_two)


def test_add_comment_not_after_the_decision(cast):
    submission = changes_requested(cast)

    with refused("closed: changes requested"):
        remark(submission, cast.editor)


def test_add_comment_not_on_what_one_wrote(cast):
    submission = under_review(cast)
    cast.editor.authorships.create(article=submission.article, position=9)

    with refused("You wrote or edited this text"):
        remark(submission, cast.editor)


# --- Threads ------------------------------------------------------------------------------------


def test_reply_joins_the_thread_even_to_a_reply(cast):
    comment = remark(under_review(cast), cast.board_one)

    first = reply(comment, cast.editor)
    second = reply(first, cast.board_two, audience=Audience.AUTHORS)

    assert list(comment.replies.all()) == [first, second]
    assert first.is_private
    assert not second.is_private


def test_reply_in_a_private_thread_stays_private(cast):
    comment = remark(under_review(cast), cast.board_one, audience=Audience.PRIVATE)

    with refused("private, so its replies are as well"):
        reply(comment, cast.editor, audience=Audience.AUTHORS)


@pytest.mark.parametrize("who", ["author", "outsider", "admin"])
def test_reply_is_for_those_who_take_part(cast, who):
    comment = remark(under_review(cast), cast.board_one)

    with refused():
        reply(comment, getattr(cast, who))


def test_resolve_and_reopen(cast):
    comment = remark(under_review(cast), cast.board_one)

    settled = resolve(comment, cast.board_one)
    assert settled.is_resolved
    assert settled.resolved_by == cast.board_one
    with refused("resolved already"):
        resolve(comment, cast.board_one)

    again = services.reopen_comment(acting_user=cast.editor, comment=comment)
    assert not again.is_resolved
    with refused("open already"):
        services.reopen_comment(acting_user=cast.editor, comment=comment)
    actions = list(Record.objects.order_by("-sequence").values_list("action", flat=True)[:2])
    assert actions == [Action.COMMENT_REOPENED, Action.COMMENT_RESOLVED]


def test_resolve_not_what_another_member_said(cast):
    comment = remark(under_review(cast), cast.board_one)

    with refused("Only whoever wrote a comment, or an editor"):
        resolve(comment, cast.board_two)
    with refused():
        resolve(comment, cast.author)


def test_resolve_a_comment_of_an_earlier_round_in_the_next(cast):
    article = draft(cast)
    first = under_review(cast, article)
    comment = remark(first, cast.board_one)
    services.request_changes(acting_user=cast.editor, submission=first, letter="Please mend it.")
    with refused():
        resolve(comment, cast.board_one)

    second = submitted(cast, article)
    with refused("Agree to review first"):
        resolve(comment, cast.board_one)
    accept(assign(cast, second, cast.board_one))

    assert resolve(comment, cast.board_one).is_resolved


# --- What must be fixed -------------------------------------------------------------------------


def test_open_must_fix_blocks_an_approving_signature(cast):
    submission = under_review(cast)
    comment = remark(submission, cast.board_one, severity=Severity.MUST_FIX)

    with refused("what must be fixed first"):
        approve(submission, cast.board_two)
    assert policies.against_approval(submission)
    assert not policies.against_signing(cast.board_two, submission, meaning=Meaning.RETURNED)

    resolve(comment, cast.board_one)
    approve(submission, cast.board_two)


def test_open_must_fix_blocks_in_the_database_too(cast):
    submission = under_review(cast)
    comment = remark(submission, cast.board_one, severity=Severity.MUST_FIX)
    resolve(comment, cast.board_one)
    signature = approve(submission, cast.board_one)
    services.reopen_comment(acting_user=cast.editor, comment=comment)

    signature.pk, signature.uid, signature.signer = None, None, cast.board_two
    with pytest.raises(IntegrityError), transaction.atomic():
        signature.save(force_insert=True)


def held_up_by_the_last_round(cast):
    """Return a second submission, whose text was changed elsewhere, and the first one's comment."""
    article = draft(cast)
    first = under_review(cast, article)
    comment = remark(
        first, cast.board_one, severity=Severity.MUST_FIX, part=Part.CLINICIAN, quote=PASSAGE
    )
    services.request_changes(acting_user=cast.editor, submission=first, letter="Please mend it.")
    services.save_article(acting_user=cast.author, article=article, changes={"title": "Other"})
    return under_review(cast, article), comment


@pytest.mark.parametrize("settled_by", ["editor", "board_one"])
def test_open_must_fix_of_the_last_round_blocks_the_next(cast, settled_by):
    second, comment = held_up_by_the_last_round(cast)

    with refused("A comment of an earlier round (revision 1, submitted "):
        approve(second, cast.board_two)
    assert not policies.against_signing(cast.board_two, second, meaning=Meaning.RETURNED)

    resolve(comment, getattr(cast, settled_by))
    approve(second, cast.board_two)


def test_open_must_fix_of_a_withdrawn_round_blocks_the_next(cast):
    article = draft(cast)
    first = under_review(cast, article)
    remark(first, cast.board_one, severity=Severity.MUST_FIX)
    services.withdraw_submission(acting_user=cast.author, submission=first)

    second = under_review(cast, article)
    with refused("of an earlier round"):
        approve(second, cast.board_two)


def test_must_fix_from_before_the_last_publication_blocks_nothing(cast):
    first = published(cast).submission
    Comment.objects.create(
        submission=first,
        author=cast.board_one,
        created_at=first.submitted_at,
        body="Say so.",
        severity=Severity.MUST_FIX,
        audience=Audience.AUTHORS,
    )
    services.save_article(
        acting_user=cast.author, article=first.article, changes={"title": "Other"}
    )

    approve(under_review(cast, first.article), cast.board_two)


def test_whoever_approved_says_no_more_what_must_be_fixed(cast):
    submission = under_review(cast)
    settled = remark(submission, cast.board_one, severity=Severity.MUST_FIX)
    resolve(settled, cast.board_one)
    approve(submission, cast.board_one)

    with refused("You have approved this text"):
        remark(submission, cast.board_one, severity=Severity.MUST_FIX)
    with refused("You have approved this text"):
        services.reopen_comment(acting_user=cast.board_one, comment=settled)
    remark(submission, cast.board_one, severity=Severity.SHOULD_FIX)
    remark(submission, cast.board_two, severity=Severity.MUST_FIX)


@pytest.mark.parametrize("severity", [Severity.SHOULD_FIX, Severity.NOTE])
def test_lighter_comments_block_nothing(cast, severity):
    submission = under_review(cast)
    remark(submission, cast.board_one, severity=severity)

    approve(submission, cast.board_two)


# --- Who reads them -----------------------------------------------------------------------------


def test_told_to_authors_only_what_is_meant_for_them_after_the_decision(cast):
    submission = under_review(cast)
    comment = remark(submission, cast.board_one)
    private = remark(submission, cast.board_one, audience=Audience.PRIVATE)
    reply(comment, cast.editor, audience=Audience.PRIVATE)
    reply(private, cast.editor)

    assert not Comment.objects.told_to_authors()
    services.request_changes(acting_user=cast.editor, submission=submission, letter="Mend it.")
    assert list(Comment.objects.told_to_authors()) == [comment]


def test_told_to_authors_nothing_when_they_withdrew(cast):
    submission = under_review(cast)
    remark(submission, cast.board_one)
    services.withdraw_submission(acting_user=cast.author, submission=submission)

    assert not Comment.objects.told_to_authors()


# --- The database -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"body": "Something else."},
        {"audience": Audience.AUTHORS},
        {"severity": Severity.NOTE},
        {"exact": "other words", "part": Part.PLAIN},
    ],
)
def test_what_a_comment_says_cannot_be_changed(cast, change):
    comment = remark(
        under_review(cast), cast.board_one, severity="must_fix", audience=Audience.PRIVATE
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=comment.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=comment.pk)._raw_delete(using="default")
