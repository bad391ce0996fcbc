"""What the trail knows by digest alone, in its words: the rows of a bundle that tell the review.

A private remark is for editors and the board, and a bundle is made to be handed on: unless asked
for, its words are withheld, and their digest stands in their place. An unfinished checklist is a
member's own notes: that it was begun is told, not what it says.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from articles.canonical import digest
from articles.models import Article
from editorial.instants import utc_text
from editorial.models import ChecklistResponse, Comment, CommentAnswer, GradedClaim

ANCHOR = ("part", "exact", "prefix", "suffix")


def review_rows(article: Article, *, with_private_words: bool) -> dict[str, list[dict[str, Any]]]:
    """Return the lists of a bundle about the review. Six queries."""
    return {
        "comments": list(_comments(article, with_private_words=with_private_words)),
        "comment_answers": list(_answers(article)),
        "checklists": list(_checklists(article)),
        "grades": list(_grades(article)),
        "contributions": list(_contributions(article)),
    }


def _place(row: Any) -> str:
    return f"{row._meta.db_table} {row.pk}"


def _anchor(row: Comment | GradedClaim) -> dict[str, str]:
    return {name: getattr(row, name) for name in ANCHOR}


def _comments(article: Article, *, with_private_words: bool) -> Iterator[dict[str, Any]]:
    rows = Comment.objects.filter(submission__article=article).order_by("pk")
    for row in rows.select_related("submission", "parent", "author", "resolved_by"):
        yield {
            "row": _place(row),
            "uid": str(row.uid),
            "submission": str(row.submission.uid),
            "thread": str(row.parent.uid) if row.parent else None,
            "author": str(row.author.uid),
            "author_name": row.author.printed_name,
            "created_at": utc_text(row.created_at),
            "severity": row.severity,
            "audience": row.audience,
            "words": row.body if with_private_words or not row.is_private else None,
            "digest": digest(row.body),
            **_anchor(row),
            "resolved_by": str(row.resolved_by.uid) if row.resolved_by else None,
        }


def _answers(article: Article) -> Iterator[dict[str, Any]]:
    rows = CommentAnswer.objects.filter(comment__submission__article=article).order_by("pk")
    for row in rows.select_related("comment", "author"):
        yield {
            "row": _place(row),
            "comment": str(row.comment.uid),
            "author": str(row.author.uid),
            "author_name": row.author.printed_name,
            "answered_at": utc_text(row.answered_at),
            "addressed": row.addressed,
            "words": row.text,
        }


def _checklists(article: Article) -> Iterator[dict[str, Any]]:
    rows = ChecklistResponse.objects.filter(review__submission__article=article).order_by("pk")
    related = rows.select_related("review__submission", "review__member", "checklist")
    for row in related.prefetch_related("checklist__items"):
        handed_in = row.completed_at is not None
        yield {
            "row": _place(row),
            "submission": str(row.review.submission.uid),
            "member": str(row.review.member.uid),
            "member_name": row.review.member.printed_name,
            "checklist": row.checklist.slug,
            "version": row.checklist.version,
            "name": row.checklist.name,
            "scale": row.checklist.scale,
            "questions": {str(item.position): item.question for item in row.checklist.items.all()},
            "handed_in": handed_in,
            "answers": row.answers if handed_in else None,
        }


def _grades(article: Article) -> Iterator[dict[str, Any]]:
    rows = GradedClaim.objects.filter(submission__article=article).order_by("pk")
    for row in rows.select_related("submission", "member"):
        yield {
            "row": _place(row),
            "uid": str(row.uid),
            "submission": str(row.submission.uid),
            "member": str(row.member.uid),
            "member_name": row.member.printed_name,
            **_anchor(row),
            "certainty": row.certainty,
            "strength": row.strength,
            "note": row.note,
            "withdrawn": row.withdrawn_at is not None,
        }


def _contributions(article: Article) -> Iterator[dict[str, Any]]:
    for row in article.contributions.select_related("user").order_by("pk"):
        yield {
            "row": _place(row),
            "author": str(row.user.uid),
            "author_name": row.user.printed_name,
            "criteria": row.criteria,
            "roles": row.roles,
            "interests_confirmed": row.interests_confirmed_at is not None,
            "approved_digest": row.approved_digest,
        }
