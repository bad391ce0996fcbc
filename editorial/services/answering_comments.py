"""Authors answer what reviewers remarked, before they submit the next revision."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.errors import refuse_if
from accounts.models import User
from articles.canonical import digest
from articles.text import clean_text
from editorial import review_policies
from editorial.enums import Action
from editorial.models import Comment, CommentAnswer
from editorial.services.trail import append_record, locked_submission

LONGEST_ANSWER = 5_000


@transaction.atomic
def answer_comment(
    *, acting_user: User, comment: Comment, addressed: bool, text: str = ""
) -> CommentAnswer:
    """Say whether the working copy does what a remark asked for, and how; or why it does not.

    An answer given before stays beside it; the last one counts. The trail has the digest of the
    words, as it has that of the remark.
    """
    submission = locked_submission(comment.submission)
    fresh = Comment.objects.get(pk=comment.pk)
    fresh.submission = submission
    refuse_if(review_policies.against_answering_comment(acting_user, fresh))
    text = _text(text, addressed=addressed)
    last = fresh.answers.select_related("author").last()
    if last and (last.author, last.addressed, last.text) == (acting_user, addressed, text):
        return last
    now = timezone.now()
    answer = CommentAnswer.objects.create(
        comment=fresh, author=acting_user, answered_at=now, addressed=addressed, text=text
    )
    append_record(
        article=submission.article,
        action=Action.COMMENT_ANSWERED,
        actor=acting_user,
        at=now,
        submission=str(submission.uid),
        comment=str(fresh.uid),
        addressed=addressed,
        words=digest(text),
    )
    return answer


def _text(raw: str, *, addressed: bool) -> str:
    text = clean_text(raw)[0]
    if not text and not addressed:
        raise ValidationError({"text": "Say why it was not addressed."})
    if len(text) > LONGEST_ANSWER:
        raise ValidationError({"text": f"Write {LONGEST_ANSWER:,} characters at most."})
    return text
