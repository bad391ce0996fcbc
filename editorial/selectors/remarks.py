"""What reviewers remarked, as far as it concerns the authors and the decision is made."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch

from articles.models import Article
from editorial.enums import Audience
from editorial.models import Comment, Submission


@dataclass(frozen=True)
class Round:
    """One decided submission and the threads that its authors may read."""

    submission: Submission
    threads: tuple[Comment, ...]


def rounds_for_authors(article: Article) -> list[Round]:
    """Return the decided rounds with remarks for the authors, the last one first.

    Who remarked is not among it: that stays between the desk and the board.
    """
    found: dict[int, list[Comment]] = {}
    submissions: dict[int, Submission] = {}
    replies = Comment.objects.filter(audience=Audience.AUTHORS)
    threads = (
        Comment.objects.threads()
        .told_to_authors()
        .filter(submission__article=article)
        .select_related("submission__revision")
        .defer(
            *(f"submission__revision__{name}" for name in ("content", "html", "plain_html")),
            *(f"submission__revision__{name}" for name in ("references_html", "toc")),
        )
        .prefetch_related(Prefetch("replies", queryset=replies))
    )
    for thread in threads:
        submissions[thread.submission_id] = thread.submission
        found.setdefault(thread.submission_id, []).append(thread)
    return [
        Round(submissions[pk], tuple(found[pk]))
        for pk in sorted(found, key=lambda pk: submissions[pk].submitted_at, reverse=True)
    ]
