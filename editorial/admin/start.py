"""The start page of the desk: what waits for whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from accounts.models import BoardMembership, User
from articles.models import Publication
from editorial.admin import queue
from editorial.citing import open_citation_tasks
from editorial.enums import AssignmentState, Meaning, QuestionState, ReportState, State
from editorial.intake_policies import against_intake
from editorial.models import (
    Assignment,
    ProblemReport,
    ReaderQuestion,
    Signature,
    Submission,
)
from editorial.selectors.changes import news_for

#: How many rows the page shows; the queue has them all.
MOST = 20
#: How long ahead administrators are told of a term that ends, and editors of a review due.
SOON = timedelta(days=60)


@dataclass(frozen=True)
class Task:
    """Something that waits for the person."""

    submission: Submission
    wanted: str
    due: date | None
    late: bool
    #: The page on which it is done.
    page: str
    #: What others have done since the person last looked; None if they never did.
    news: int | None


def start_page(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Put onto unfold's start page what waits for the person."""
    user: Any = request.user
    day = timezone.now().date()
    waiting = _waiting(user)
    news = news_for(user, waiting[:MOST])
    context |= {
        "title": "The desk",
        "tasks": [_task(submission, user, day, news) for submission in waiting[:MOST]],
        "more": len(waiting) > MOST,
        "own_disclosure": _disclosure(user, day),
        "is_board": user.has_role(Role.BOARD),
        "is_editor": user.has_role(Role.EDITOR),
        "is_admin": user.has_role(Role.ADMIN),
    }
    if user.has_role(Role.EDITOR):
        context["citations"] = list(open_citation_tasks()[:MOST])
        context["overdue"] = list(
            Publication.objects.listed()
            .filter(next_review_due__lt=day + SOON)
            .order_by("next_review_due")[:MOST]
        )
    if not against_intake(user):
        context |= _readers()
    if user.has_role(Role.ADMIN):
        context |= _board(day)
    return context


def _waiting(user: User) -> list[Any]:
    """Return the submissions that wait for the person, the most urgent first."""
    visible = queue.rows(Submission.objects.visible_to(user), user)
    own = Assignment.objects.filter(submission=OuterRef("pk"), member=user)
    pending = Assignment.objects.filter(submission=OuterRef("pk"), state__in=queue.PENDING)
    returned = Signature.objects.filter(submission=OuterRef("pk"), meaning=Meaning.RETURNED)
    found: Any = queue.awaiting(visible, user).annotate(
        invited=Exists(own.filter(state=AssignmentState.INVITED)),
        accepted=Exists(own.filter(state=AssignmentState.ACCEPTED)),
        asked=Exists(pending),
        returned=Exists(returned),
    )
    return list(found.order_by("due", "submitted_at", "pk")[: MOST + 1])


def _task(submission: Any, user: User, day: date, news: Mapping[int, int]) -> Task:
    """Say what is wanted of the person. A member's own review comes before the editor's work."""
    member = user.has_role(Role.BOARD)
    begun = submission.state != State.SUBMITTED
    if member and submission.invited:
        wanted = "You are asked to review. Agree, or turn it down."
    elif member and submission.accepted:
        wanted = "Review and sign." if begun else "You agreed to review. It has not begun yet."
    elif submission.returned:
        wanted = "A member returned the text. Request changes, or decline."
    elif not begun and submission.asked:
        wanted = "Reviewers are asked. Begin the review."
    elif not begun:
        wanted = "New. Ask reviewers, and begin the review."
    else:
        wanted = "Nobody is asked who has yet to sign. Ask a reviewer."
    late = submission.due is not None and submission.due < day
    page = "review" if member and submission.accepted else "change"
    return Task(
        submission=submission,
        wanted=wanted,
        due=submission.due,
        late=late,
        page=reverse(f"admin:editorial_submission_{page}", args=[submission.pk]),
        news=news.get(submission.pk),
    )


def _disclosure(user: User, day: date) -> str:
    """Return what is wrong with the person's own disclosure, or ""."""
    newest = user.latest_disclosure()
    if newest is None:
        return "You have not disclosed your interests, or that there are none."
    if not newest.is_current(day):
        return f"Your disclosure of {newest.dated:%-d %B %Y} is older than twelve months."
    return ""


def _readers() -> dict[str, int]:
    """Return how many readers wait for an answer; what nobody has confirmed does not count."""
    return {
        "open_reports": ProblemReport.objects.filter(state=ReportState.OPEN).count(),
        "open_questions": ReaderQuestion.objects.filter(state=QuestionState.OPEN).count(),
    }


def _board(day: date) -> dict[str, Any]:
    """Return what administrators look after: terms that end soon, members without a seat."""
    seats = BoardMembership.objects.on(day)
    members = User.objects.filter(is_active=True, groups__name=Role.BOARD)
    return {
        "ending": list(
            seats.filter(Q(term_end__lte=day + SOON)).select_related("user").order_by("term_end")
        ),
        "seatless": list(members.exclude(Exists(seats.filter(user=OuterRef("pk"))))),
    }
