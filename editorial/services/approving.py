"""Approval by quorum, and the publication that follows from it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from accounts.models import User
from articles.canonical import digest
from articles.enums import PublicationStatus
from articles.models import Publication
from articles.services.freezing import disclosure_document
from articles.services.pages import refresh_pages
from articles.services.publishing import end_publication, publish_copy
from editorial.enums import Action, Meaning
from editorial.instants import months_later, utc_text
from editorial.models import Signature, Submission
from editorial.selectors import quorum
from editorial.services.asking import tell_askers
from editorial.services.board_pages import credit_members
from editorial.services.closing import close_assignments
from editorial.services.mail import tell_authors, tell_member, tell_members
from editorial.services.trail import append_record


def approve_by_quorum(
    *, acting_user: User, submission: Submission, at: datetime
) -> Publication | None:
    """Approve and publish a locked submission if its quorum has signed; else return None.

    Runs inside the transaction of the last signature. The database counts again.
    """
    standing = quorum(submission)
    if not standing.reached:
        return None
    before = submission.state
    submission._approve()
    submission.closed_at = at
    submission.save(update_fields=["state", "closed_at"])
    append_record(
        article=submission.article,
        action=Action.APPROVED,
        actor=acting_user,
        at=at,
        submission=str(submission.uid),
        old=before,
        new=submission.state,
        approvals=standing.approvals,
        specialists=standing.specialists,
    )
    asked = close_assignments(submission)
    publication = publish_submission(acting_user=acting_user, submission=submission, at=at)
    tell_askers(publication)
    tell_authors("approved", submission)
    tell_members("approved", submission)
    for assignment in asked:
        tell_member("approved", assignment)
    return publication


def publish_submission(*, acting_user: User, submission: Submission, at: datetime) -> Publication:
    """Publish an approved, locked submission; what was live before is superseded."""
    article = submission.article
    earlier = article.publications.live().first()
    if earlier is not None:
        end_publication(earlier, PublicationStatus.SUPERSEDED, at)
        append_record(
            article=article,
            action=Action.SUPERSEDED,
            actor=acting_user,
            at=at,
            publication=earlier.pk,
            revision=earlier.number,
        )
    signatures = list(submission.signatures.select_related("signer"))
    last_reviewed = max(signature.signed_at for signature in signatures).date()
    publication = publish_copy(
        submission.revision,
        reviewers=[_reviewer(signature) for signature in signatures],
        credit=submission.credit,
        summary=submission.summary,
        at=at,
        last_reviewed=last_reviewed,
        next_review_due=months_later(last_reviewed, submission.review_months),
    )
    credit_members(publication, [signature.signer for signature in signatures], at)
    submission.publication = publication
    submission.save(update_fields=["publication"])
    append_record(
        article=article,
        action=Action.PUBLISHED,
        actor=acting_user,
        at=at,
        submission=str(submission.uid),
        publication=publication.pk,
        revision=publication.number,
        digest=publication.digest,
        html_digest=publication.html_digest,
        reviewers=digest(publication.reviewers),
        last_reviewed=publication.last_reviewed.isoformat(),
        next_review_due=publication.next_review_due.isoformat(),
    )
    refresh_pages(publication.slug)
    return publication


def _reviewer(signature: Signature) -> dict[str, Any]:
    """Return what readers are told of a signer, as it stood at signing."""
    return {
        "id": str(signature.signer.uid),
        "name": signature.printed_name,
        "credentials": signature.credentials,
        "affiliation": signature.signer.affiliation,
        "meaning": signature.meaning,
        "meaning_text": Meaning(signature.meaning).label,
        "specialist": signature.specialist,
        "signed_at": utc_text(signature.signed_at),
        "disclosure": disclosure_document(signature.signer),
    }
