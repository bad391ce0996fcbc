"""What the authors answered to the remarks of the last round."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet, Subquery, prefetch_related_objects

from articles.models import Article
from editorial.enums import Audience
from editorial.models import Comment, CommentAnswer, Submission


@dataclass(frozen=True)
class Answered:
    """A remark for the authors, and the answer that counts, if there is one."""

    comment: Comment
    answer: CommentAnswer | None


def answers_sent_with(submission: Submission) -> list[Answered]:
    """Return what was remarked on the revision before, with the answers as they were sent.

    That is the round decided last before it. Two queries; none for a first submission.
    """
    if submission.previous_id is None:
        return []
    before = Submission.objects.decided().filter(
        article=submission.article_id, submitted_at__lt=submission.submitted_at
    )
    return _answered(before, until=submission.submitted_at)


def remarks_to_answer(article: Article) -> list[Answered]:
    """Return the remarks of the round that was decided last, each with its newest answer."""
    found = _answered(article.submissions.decided())
    replies = Comment.objects.filter(audience=Audience.AUTHORS)
    prefetch_related_objects([each.comment for each in found], Prefetch("replies", replies))
    return found


def _answered(decided: QuerySet[Submission], until: datetime | None = None) -> list[Answered]:
    """Return the remarks of the first of the submissions. Two queries."""
    first = Subquery(decided.values("pk")[:1])
    given = CommentAnswer.objects.filter(comment__submission=first).select_related("author")
    if until is not None:
        given = given.filter(answered_at__lte=until)
    # In the order in which they were given: the last one of a remark stays.
    last = {answer.comment_id: answer for answer in given.order_by("pk")}
    remarks = Comment.objects.threads().told_to_authors().filter(submission=first)
    return [
        Answered(remark, last.get(remark.pk)) for remark in remarks.select_related("submission")
    ]
