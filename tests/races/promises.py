"""What must hold after a race, whoever was faster."""

from __future__ import annotations

from articles.enums import PublicationStatus
from articles.models import Publication
from editorial.enums import AssignmentState, Meaning, State
from editorial.evidence import evidence
from editorial.models import Submission
from editorial.verify import find_problems


def check(submission: Submission) -> Submission:
    """Return the submission as it is now, after checking its text, its trail and its end."""
    fresh = Submission.objects.get(pk=submission.pk)
    approved = fresh.state == State.APPROVED
    publications = Publication.objects.filter(article=fresh.article)
    assert publications.count() == (1 if approved else 0)
    assert publications.filter(status=PublicationStatus.LIVE).exists() == approved
    if approved:
        signers = fresh.signatures.filter(meaning=Meaning.APPROVED).values("signer").distinct()
        assert signers.count() >= fresh.approvals_needed
    if not fresh.is_open:
        states = set(fresh.assignments.values_list("state", flat=True))
        assert states <= {AssignmentState.COMPLETED, AssignmentState.RELEASED}
    assert find_problems(evidence(fresh.article)) == []
    return fresh
