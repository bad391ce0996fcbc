"""What the database must refuse of what authors answer to remarks."""

from __future__ import annotations

from typing import Any

from editorial import services
from editorial.enums import Audience
from editorial.models import Comment, CommentAnswer
from tests.attacks import attacks, copy, delete, update
from tests.factories import Cast, remark, under_review


def _answered(cast: Cast) -> CommentAnswer:
    """Return the answer to one of two remarks, the other private, on a returned text."""
    submission = under_review(cast)
    told = remark(submission, cast.board_one)
    remark(submission, cast.board_one, audience=Audience.PRIVATE)
    services.reply_to_comment(
        acting_user=cast.editor, comment=told, body="Yes.", audience=Audience.AUTHORS
    )
    services.request_changes(acting_user=cast.editor, submission=submission, letter="Mend it.")
    return services.answer_comment(acting_user=cast.author, comment=told, addressed=True)


def _elsewhere(cast: Cast, **which: Any) -> Any:
    answer = _answered(cast)
    return copy(answer, comment_id=Comment.objects.get(**which).pk)


def _undecided(cast: Cast) -> Any:
    answer = _answered(cast)
    submission = under_review(cast, title="Another")
    return copy(answer, comment_id=remark(submission, cast.board_one).pk)


def _withdrawn(cast: Cast) -> Any:
    answer = _answered(cast)
    submission = under_review(cast, title="Another")
    said = remark(submission, cast.board_one)
    services.withdraw_submission(acting_user=cast.author, submission=submission)
    return copy(answer, comment_id=said.pk)


ATTACKS = [
    *attacks(
        "commentanswer_unchangeable",
        verdict=lambda cast: update(_answered(cast), addressed=False, text="No."),
        words=lambda cast: update(_answered(cast), text="Another."),
    ),
    *attacks("commentanswer_undeletable", delete=lambda cast: delete(_answered(cast))),
    *attacks(
        "commentanswer_to_a_told_remark",
        private=lambda cast: _elsewhere(cast, audience=Audience.PRIVATE),
        reply=lambda cast: _elsewhere(cast, parent__isnull=False),
        undecided=_undecided,
        withdrawn=_withdrawn,
    ),
]
