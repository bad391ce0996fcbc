"""Copy a signed revision to where readers are, and end such a copy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from accounts.models import Specialty, User
from articles.canonical import canonical
from articles.enums import NoticeKind, PublicationStatus
from articles.models import Notice, Publication, PublishedImage, Revision


def publish_copy(
    revision: Revision,
    *,
    reviewers: Sequence[dict[str, Any]],
    credit: str,
    summary: str,
    at: datetime,
    last_reviewed: date,
    next_review_due: date,
) -> Publication:
    """Create the live publication of a revision. The database compares every byte.

    From then on readers may see its pictures.
    """
    publication = Publication.objects.create(
        article=revision.article,
        revision=revision,
        number=revision.number,
        slug=revision.article.slug,
        question=revision.question,
        title=revision.title,
        specialty_slug=revision.document["specialty"]["slug"],
        specialty_name=revision.document["specialty"]["name"],
        specialty_schema_org=_schema_org(revision.document["specialty"]["slug"]),
        content=revision.content,
        digest=revision.digest,
        html=revision.html,
        plain_html=revision.plain_html,
        references_html=revision.references_html,
        toc=revision.toc,
        html_digest=revision.html_digest,
        reviewers=canonical(list(reviewers)),
        credit=credit,
        summary=summary,
        published_at=at,
        last_reviewed=last_reviewed,
        next_review_due=next_review_due,
    )
    PublishedImage.objects.bulk_create(
        PublishedImage(publication=publication, digest=image["digest"], kind=image["kind"])
        for image in revision.document.get("images", ())
    )
    return publication


def _schema_org(slug: str) -> str:
    """Return schema.org's name for the signed specialty, or "" where it is no longer known."""
    specialty = Specialty.objects.filter(slug=slug).first()
    return specialty.schema_org if specialty else ""


def end_publication(publication: Publication, status: PublicationStatus, at: datetime) -> None:
    """Mark a publication superseded or retracted; nothing else of it can change."""
    publication.status = status
    publication.ended_at = at
    publication.save(update_fields=["status", "ended_at"])


def issue_notice(
    publication: Publication,
    *,
    kind: NoticeKind,
    reason: str,
    remove_text: bool,
    by: User,
    at: datetime,
) -> Notice:
    """Create a public notice about a publication."""
    return Notice.objects.create(
        publication=publication,
        kind=kind,
        reason=reason,
        remove_text=remove_text,
        issued_by=by,
        issuer_name=by.name_and_credentials,
        issued_at=at,
    )
