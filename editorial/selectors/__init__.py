"""Reads across the tables of the process."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, Q

from accounts.models import Specialty
from articles.anchoring import reading_text
from articles.models import Revision
from editorial.enums import Meaning, Part
from editorial.models import Policy, Submission


def policy_for(specialty: Specialty) -> Policy:
    """Return the policy of the specialty, else the default one, else its values (unsaved)."""
    return policy_by_slug(specialty.slug)


def policy_by_slug(slug: str) -> Policy:
    """Return the policy of the specialty that a frozen text names. One query."""
    own_first = F("specialty").asc(nulls_last=True)
    found = Policy.objects.filter(Q(specialty__slug=slug) | Q(specialty__isnull=True))
    return found.order_by(own_first).first() or Policy()


@dataclass(frozen=True)
class Quorum:
    """How far a submission is from approval."""

    approvals: int
    approvals_needed: int
    specialists: int
    specialists_needed: int
    returned: int

    @property
    def reached(self) -> bool:
        """Whether enough distinct people have approved, and nobody returned the text."""
        return (
            self.approvals >= self.approvals_needed
            and self.specialists >= self.specialists_needed
            and not self.returned
        )


def quorum(submission: Submission) -> Quorum:
    """Count the distinct signers of exactly this revision's digest."""
    signatures = submission.signatures.filter(
        digest=submission.revision.digest, html_digest=submission.revision.html_digest
    )
    approvals = signatures.filter(meaning=Meaning.APPROVED)
    return Quorum(
        approvals=approvals.values("signer").distinct().count(),
        approvals_needed=submission.approvals_needed,
        specialists=approvals.filter(specialist=True).values("signer").distinct().count(),
        specialists_needed=submission.specialists_needed,
        returned=signatures.filter(meaning=Meaning.RETURNED).count(),
    )


def part_text(revision: Revision, part: str) -> str:
    """Return what readers see of one part of a frozen revision, for anchors."""
    html = {
        Part.CLINICIAN: revision.html,
        Part.PLAIN: revision.plain_html,
        Part.REFERENCES: revision.references_html,
    }
    return reading_text(html[Part(part)])
