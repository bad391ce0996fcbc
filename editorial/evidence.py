"""The evidence of one article, as a bundle for inspection (STANDARDS, sign-off 11)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from articles.models import Article, Notice, Publication, Revision
from editorial import signing
from editorial.checkpoints import proofs
from editorial.evidence_of_review import review_rows
from editorial.instants import utc_text
from editorial.models import Record, Signature, Submission
from editorial.verify.bundle import FORMAT


def evidence(
    article: Article, *, with_checkpoints: bool = False, with_private_words: bool = False
) -> dict[str, Any]:
    """Return everything that stands for an article's publications, as plain JSON.

    Each row says where it lies (``row``), so that a verifier can name it. The words of
    private remarks are withheld unless they are asked for (``evidence_of_review``). Thirteen
    queries, and one more for the checkpoints, each with the path that proves the article's place
    in it.
    """
    notices = Notice.objects.filter(publication__article=article).order_by("pk")
    return {
        "format": FORMAT,
        "article": {
            "uid": str(article.uid),
            "slug": article.slug,
            "early_access": Article.objects.filter(pk=article.pk, early_access=True).exists(),
        },
        "keys": {signing.key_id(): signing.public_pem()},
        "revisions": [_revision(row) for row in article.revisions.order_by("number")],
        "submissions": [
            _submission(row)
            for row in article.submissions.select_related("revision").order_by("pk")
        ],
        "signatures": [
            _signature(row)
            for row in Signature.objects.filter(submission__article=article)
            .select_related("submission", "revision", "signer")
            .order_by("pk")
        ],
        "records": [
            _record(row)
            for row in article.records.select_related("actor").order_by("sequence", "pk")
        ],
        "publications": [_publication(row) for row in article.publications.order_by("pk")],
        "notices": [_notice(row) for row in notices],
        **review_rows(article, with_private_words=with_private_words),
        "checkpoints": proofs(article) if with_checkpoints else [],
    }


def _place(row: Any) -> str:
    return f"{row._meta.db_table} {row.pk}"


def _moment(value: datetime | None) -> str | None:
    return utc_text(value) if value else None


def _text(row: Revision | Publication) -> dict[str, Any]:
    names = ("number", "question", "title", "content", "digest", "html", "plain_html")
    more = ("references_html", "toc", "html_digest")
    return {"row": _place(row), **{name: getattr(row, name) for name in (*names, *more)}}


def _revision(row: Revision) -> dict[str, Any]:
    return {**_text(row), "created_at": utc_text(row.created_at)}


def _publication(row: Publication) -> dict[str, Any]:
    return {
        **_text(row),
        "id": row.pk,
        "slug": row.slug,
        "specialty_slug": row.specialty_slug,
        "specialty_name": row.specialty_name,
        "reviewers": row.reviewers,
        "credit": row.credit,
        "summary": row.summary,
        "published_at": utc_text(row.published_at),
        "last_reviewed": row.last_reviewed.isoformat(),
        "next_review_due": row.next_review_due.isoformat(),
        "status": row.status,
        "ended_at": _moment(row.ended_at),
    }


def _submission(row: Submission) -> dict[str, Any]:
    return {
        "row": _place(row),
        "uid": str(row.uid),
        "revision": row.revision.number,
        "state": row.state,
        "submitted_at": utc_text(row.submitted_at),
        "closed_at": _moment(row.closed_at),
        "letter": row.letter,
        "summary": row.summary,
        "credit": row.credit,
        "cover_note": row.cover_note,
        "approvals_needed": row.approvals_needed,
        "specialists_needed": row.specialists_needed,
        "review_months": row.review_months,
        "publication": row.publication_id,
    }


def _signature(row: Signature) -> dict[str, Any]:
    names = ("meaning", "specialist", "digest", "html_digest", "printed_name", "credentials")
    return {
        "row": _place(row),
        "uid": str(row.uid),
        "components": row.components.split(),
        "submission": str(row.submission.uid),
        "revision": row.revision.number,
        "signer": str(row.signer.uid),
        **{name: getattr(row, name) for name in names},
        "signed_at": utc_text(row.signed_at),
        "manifest": row.manifest,
        "signature": row.signature,
        "key_id": row.key_id,
    }


def _record(row: Record) -> dict[str, Any]:
    names = ("sequence", "action", "actor_name", "data", "previous_hash", "hash")
    return {
        "row": _place(row),
        "actor": str(row.actor.uid),
        "at": utc_text(row.at),
        **{name: getattr(row, name) for name in names},
    }


def _notice(row: Notice) -> dict[str, Any]:
    return {
        "row": _place(row),
        "id": row.pk,
        "publication": row.publication_id,
        "kind": row.kind,
        "reason": row.reason,
        "remove_text": row.remove_text,
        "issuer_name": row.issuer_name,
        "issued_at": utc_text(row.issued_at),
    }
