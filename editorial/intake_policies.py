"""Who may answer readers, and why not; and how much one sender may write."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Model, QuerySet

from accounts.enums import Role
from editorial.enums import QuestionState, ReportState
from editorial.policies import NOBODY

if TYPE_CHECKING:
    from editorial.models import ProblemReport, ReaderQuestion
    from editorial.policies import Person

#: How many reports or questions one sender may write in an hour.
MOST_AN_HOUR = 5
TOO_MANY = "A lot has been sent from here in the last hour. Please try again later."


def against_intake(user: Person) -> list[str]:
    """Return why the person can't answer readers."""
    if user is None or not user.is_authenticated:
        return NOBODY
    if not user.is_active:
        return ["This account is no longer active."]
    return [] if user.has_role(Role.EDITOR) else ["Only editors answer readers."]


def against_resolving(user: Person, report: ProblemReport) -> list[str]:
    """Return why the person can't say what came of a report."""
    reasons = against_intake(user)
    if not reasons and report.state != ReportState.OPEN:
        return [f"This report is settled: {report.get_state_display().lower()}."]
    return reasons


def against_answering_question(user: Person, question: ReaderQuestion) -> list[str]:
    """Return why the person can't answer a question."""
    reasons = against_intake(user)
    if not reasons and question.state != QuestionState.OPEN:
        return [f"There is nothing to answer: {question.get_state_display().lower()}."]
    return reasons


def against_sending(rows: QuerySet[Model], sender: str, now: datetime) -> list[str]:
    """Return why a sender can't write one more of the rows now."""
    recent = rows.filter(sender=sender, created_at__gt=now - timedelta(hours=1))
    return [TOO_MANY] if recent.count() >= MOST_AN_HOUR else []
