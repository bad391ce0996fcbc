"""What the submission's page says, and to whom."""

from __future__ import annotations

from typing import Any

from accounts.enums import Role
from accounts.models import User
from editorial import policies
from editorial.admin.queue import sees_all
from editorial.admin.trail import trail
from editorial.downloads import OFFERED
from editorial.enums import AssignmentState, Meaning
from editorial.models import Assignment, Signature, Submission
from editorial.selectors import quorum
from editorial.selectors.answers import answers_sent_with
from editorial.selectors.ended import ended_before

#: Members who have agreed to review, or have reviewed: they read the text.
READING = frozenset({AssignmentState.ACCEPTED, AssignmentState.COMPLETED})


def reads_text(user: User, own: Assignment | None) -> bool:
    """Tell whether the person reads the frozen text at the desk.

    A member who was asked sees what it is about and how long it is, and the text once they have
    agreed.
    """
    return sees_all(user) or (own is not None and own.state in READING)


def submission_page(user: User, submission: Submission) -> dict[str, Any]:
    """Return what the page of the submission shows to the person."""
    assignments = list(submission.assignments.select_related("member"))
    own = next((a for a in assignments if a.member_id == user.pk), None)
    document = submission.revision.document
    context = {
        "revision": submission.revision,
        "document": document,
        "words": {name: len(document[name].split()) for name in ("clinician", "plain")},
        "standing": quorum(submission),
        "ended": ended_before(submission),
        "own": own,
        "reads_text": reads_text(user, own),
        "reviews": (own is not None and own.state in READING) or user.has_role(Role.EDITOR),
    }
    if context["reads_text"]:
        context |= _inside(user, submission, assignments)
    return context


def _inside(user: User, submission: Submission, assignments: list[Assignment]) -> dict[str, Any]:
    """Return what only those see who decide about the text or have agreed to review it."""
    article = submission.article
    signatures: list[Signature] = list(submission.signatures.all())
    everything = sees_all(user)
    return {
        "everything": everything,
        "formats": OFFERED,
        "answers": answers_sent_with(submission),
        "assignments": assignments,
        "signatures": signatures,
        "approvers": [s for s in signatures if s.meaning == Meaning.APPROVED],
        "missing": policies.against_approval(submission) if submission.is_open else [],
        "trail": trail(
            article.records.order_by("sequence"),
            everything=everything,
            submission_uid=str(submission.uid),
        ),
        "others": article.submissions.exclude(pk=submission.pk).select_related("revision")
        if everything
        else (),
    }
