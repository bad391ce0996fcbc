"""What the review page shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest

from accounts.enums import Role
from accounts.models import User
from articles.citations.marks import MarkedReference, marked_references
from articles.completeness import missing_items
from articles.readability import Level, level
from editorial import review_policies
from editorial.admin.review.comparison import comparison
from editorial.admin.review.forms import CommentForm, GradeForm, NotesForm
from editorial.citing import known_retractions
from editorial.enums import AssignmentState, Audience, Severity, State
from editorial.models import Checklist, ChecklistResponse, Submission
from editorial.must_fix import in_words
from editorial.selectors.answers import answers_sent_with
from editorial.selectors.changes import changes_for
from editorial.selectors.checklists import checklists_for, score
from editorial.selectors.ended import live_and_ended_before
from editorial.selectors.threads import Round, rounds

#: The grade above which plain language is warned of (STANDARDS, reading level).
HIGHEST_PLAIN = 8


@dataclass(frozen=True)
class Answered:
    """A checklist and what the member has answered so far."""

    checklist: Checklist
    response: ChecklistResponse | None

    @property
    def said(self) -> str:
        """Say how far it is."""
        if self.response is None or not self.response.answers:
            return "not begun"
        count = len(self.checklist.items.all())
        given = sum(1 for answer in self.response.answers.values() if answer["value"])
        state = "handed in" if self.response.completed_at else f"draft, {given} of {count} answered"
        return f"{state}; {score(self.response)}"


def review_context(request: HttpRequest, submission: Submission) -> dict[str, Any]:
    """Return everything about the submission, in a number of queries that does not depend on it."""
    user: Any = request.user
    revision, document = submission.revision, submission.revision.document
    own = submission.assignments.filter(member=user).first()
    found = rounds(submission)
    live, ended = live_and_ended_before(submission)
    may_comment = submission.is_open
    return {
        "revision": revision,
        "document": document,
        "ended": ended,
        "own": own,
        "rounds": found,
        "current": found[0],
        "earlier": found[1:],
        "answers": answers_sent_with(submission),
        "may_comment": may_comment,
        "is_editor": user.has_role(Role.EDITOR),
        "may_sign": submission.state == State.UNDER_REVIEW
        and own is not None
        and own.state == AssignmentState.ACCEPTED,
        **(_holding_up(submission, found) if submission.is_open else {}),
        "changes": changes_for(user, submission),
        "references": _references(document),
        "levels": _levels(document),
        "audiences": Audience.choices,
        "comment_form": CommentForm(auto_id="comment-%s"),
        **_notes(user, submission, takes_notes=_takes_notes(user, submission, own)),
        **comparison(request, submission, live),
    }


def _references(document: Mapping[str, Any]) -> list[tuple[MarkedReference, str]]:
    """Return each reference, and what is known of its retraction, if it is marked as retracted."""
    known = known_retractions(document["references"])
    return [(each, known.get(each.key, "")) for each in marked_references(document)]


def _levels(document: Mapping[str, Any]) -> list[tuple[str, Level, bool]]:
    """Return the reading level of each text, and whether it is above what plain language should be.

    AMA asks for grade 6, NIH for 6 to 8: more is said, and blocks nothing.
    """
    found = [("Text for clinicians", level(document["clinician"]), False)]
    if document["plain"].strip():
        plain = level(document["plain"], anchor="p")
        grades = [grade for grade in (plain.flesch_kincaid, plain.smog) if grade is not None]
        found.append(("Plain-language text", plain, max(grades, default=0) > HIGHEST_PLAIN))
    return found


def _takes_notes(user: User, submission: Submission, own: Any) -> bool:
    return (
        submission.is_open
        and user.has_role(Role.BOARD)
        and own is not None
        and own.state == AssignmentState.ACCEPTED
    )


def _holding_up(submission: Submission, found: list[Round]) -> dict[str, Any]:
    """Return what keeps everybody from approving: the words of ``policies.against_approval``.

    The comments are those of ``Submission.held_up_by``, found among what the page has read.
    """
    since_publication = takewhile(lambda each: each.submission.state != State.APPROVED, found)
    comments = [
        thread.comment
        for each in since_publication
        for thread in each.threads
        if thread.comment.severity == Severity.MUST_FIX and not thread.comment.is_resolved
    ]
    missing = missing_items(submission.revision.document)
    return {
        "holding_up": [*missing, *in_words(submission, comments)],
        "holding_comments": comments,
    }


def _notes(user: User, submission: Submission, *, takes_notes: bool) -> dict[str, Any]:
    """Return the member's own notes and, for editors, those of everybody."""
    reviews = list(
        submission.reviews.select_related("member").prefetch_related(
            Prefetch(
                "responses",
                queryset=ChecklistResponse.objects.select_related("checklist"),
            )
        )
    )
    mine = next((review for review in reviews if review.member_id == user.pk), None)
    answered = {r.checklist_id: r for r in mine.responses.all()} if mine else {}
    checklists = checklists_for(submission, user) if takes_notes else []
    initial = {"recommendation": mine.recommendation, "notes": mine.notes} if mine else {}
    return {
        "takes_notes": takes_notes,
        "checklists": [Answered(each, answered.get(each.pk)) for each in checklists],
        "notes_form": NotesForm(initial=initial, auto_id="notes-%s"),
        "grade_form": GradeForm(auto_id="grade-%s"),
        "reviews": [
            (review, [(r, score(r)) for r in review.responses.all()])
            for review in reviews
            if user.has_role(Role.EDITOR) or review.member_id == user.pk
        ],
        "claims": submission.graded_claims.filter(withdrawn_at__isnull=True).select_related(
            "member"
        ),
    }


def against_reading(user: Any, submission: Submission) -> list[str]:
    """Return why the page is not the person's to read."""
    return review_policies.against_taking_part(user, submission)
