"""The comments of all rounds of an article, placed in the text that is under review now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from articles.anchoring import locate
from articles.models import Revision
from editorial.enums import Part
from editorial.models import Comment, Submission
from editorial.selectors import part_text


@dataclass(frozen=True)
class Thread:
    """A comment with its replies, and whether its passage still stands in the text shown."""

    comment: Comment
    replies: tuple[Comment, ...]
    place: int | None

    @property
    def text_changed(self) -> bool:
        """Whether the passage is not there any more: the old quotation is all there is."""
        return bool(self.comment.exact) and self.place is None


@dataclass(frozen=True)
class Round:
    """One submission of the article, and what was remarked in it."""

    submission: Submission
    threads: tuple[Thread, ...]

    @property
    def unresolved(self) -> int:
        """How many of the threads are open."""
        return sum(1 for thread in self.threads if not thread.comment.is_resolved)


def rounds(submission: Submission) -> list[Round]:
    """Return the submission's own round, then the earlier ones, newest first. Two queries.

    Every passage is looked for in this submission's revision, whatever round it was quoted in.
    """
    earlier = (
        submission.article.submissions.filter(submitted_at__lte=submission.submitted_at)
        .exclude(pk=submission.pk)
        .select_related("revision")
        .only("uid", "article", "state", "submitted_at", "closed_at", "letter", "revision__number")
        .order_by("-submitted_at", "-pk")
    )
    submissions = [submission, *earlier]
    comments = (
        Comment.objects.filter(submission__in=[each.pk for each in submissions])
        .select_related("author", "resolved_by")
        .order_by("created_at", "pk")
    )
    return list(_sorted(submissions, comments, submission.revision))


def _sorted(
    submissions: Iterable[Submission], comments: Iterable[Comment], revision: Revision
) -> Iterable[Round]:
    texts = {part: part_text(revision, part) for part in Part}
    by_key = {each.pk: each for each in submissions}
    replies: dict[int, list[Comment]] = {}
    roots: dict[int, list[Comment]] = {}
    for comment in comments:
        comment.submission = by_key[comment.submission_id]
        if comment.parent_id is not None:
            replies.setdefault(comment.parent_id, []).append(comment)
        else:
            roots.setdefault(comment.submission_id, []).append(comment)
    for submission in submissions:
        threads = [
            Thread(
                comment=root,
                replies=tuple(replies.get(root.pk, ())),
                place=locate(texts[Part(root.part)], root.anchor) if root.exact else None,
            )
            for root in roots.get(submission.pk, ())
        ]
        yield Round(submission, tuple(sorted(threads, key=_order)))


def _order(thread: Thread) -> tuple[int, int, int]:
    """General ones first, then as the passages stand in the text, changed ones last."""
    order = ["", *Part.values]
    place = len(order) if thread.text_changed else order.index(thread.comment.part)
    return (place, thread.place or 0, thread.comment.pk)
