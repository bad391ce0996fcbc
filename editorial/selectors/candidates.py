"""Who might review a submission and what speaks for them, and who may not and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, Max, Prefetch, Q
from django.utils import timezone

from accounts.enums import Role
from accounts.models import BoardMembership, Disclosure, User
from editorial import policies
from editorial.duties import editors_of
from editorial.enums import OPEN_STATES, AssignmentState
from editorial.models import Assignment, Submission

PENDING = (AssignmentState.INVITED, AssignmentState.ACCEPTED)


@dataclass(frozen=True)
class Candidate:
    """A board member, what is known of their reviews, and the reasons against if there are any."""

    person: User
    specialties: tuple[str, ...]
    specialist: bool
    open_reviews: int
    asked: int
    turned_down: int
    completed: int
    last_review: datetime | None
    turnaround: timedelta | None
    reasons: tuple[str, ...]

    @property
    def decline_rate(self) -> float:
        """The share of invitations that the member turned down."""
        return self.turned_down / self.asked if self.asked else 0.0

    @property
    def days(self) -> int | None:
        """From invitation to signature, in whole days on average."""
        return max(1, round(self.turnaround / timedelta(days=1))) if self.turnaround else None

    @property
    def points(self) -> list[str]:
        """What speaks for or against asking the member, in words."""
        said = ["In the text's specialty" if self.specialist else "Not in the text's specialty"]
        said.append(_counted(self.open_reviews, "open review", "open reviews"))
        if self.last_review is None:
            said.append("no review yet")
        else:
            said.append(f"last review {self.last_review:%-d %B %Y}")
        if self.asked:
            said.append(f"turned down {self.turned_down} of {self.asked}")
        if self.days is not None:
            said.append(f"{_counted(self.days, 'day', 'days')} from invitation to signature")
        return said


def candidates(user: User, submission: Submission) -> list[Candidate]:
    """Return everybody with a board member's role: who may be asked first, then the others.

    Members for the text's specialty come first, then those with the fewest open reviews, those
    who turn down least and sign fastest, and whose last review is longest ago. The number of
    queries does not depend on that of the members.
    """
    against_asking = policies.against_triage(user, submission)
    facts, here, numbers = _facts(submission), _asked_here(submission), _numbers()
    found = [
        _candidate(
            person,
            submission,
            numbers.get(person.pk, {}),
            against_asking or here.get(person.pk) or _against(person, submission, facts),
        )
        for person in _people()
    ]
    return sorted(found, key=_rank)


def _people() -> list[User]:
    disclosures = Disclosure.objects.order_by("-dated", "-pk").prefetch_related("interests")
    return list(
        User.objects.filter(is_active=True, groups__name=Role.BOARD)
        .prefetch_related(
            Prefetch(
                "memberships", queryset=BoardMembership.objects.prefetch_related("specialties")
            ),
            Prefetch("disclosures", queryset=disclosures),
        )
        .order_by("printed_name", "pk")
    )


def _numbers() -> dict[int, dict[str, Any]]:
    """Return what each member's invitations add up to."""
    state = AssignmentState
    taken = ExpressionWrapper(F("responded_at") - F("invited_at"), output_field=DurationField())
    rows = (
        Assignment.objects.order_by()
        .values("member")
        .annotate(
            asked=Count("pk", filter=~Q(state=state.RELEASED)),
            turned_down=Count("pk", filter=Q(state=state.DECLINED)),
            completed=Count("pk", filter=Q(state=state.COMPLETED)),
            open_reviews=Count(
                "pk", filter=Q(state__in=PENDING, submission__state__in=OPEN_STATES)
            ),
            last_review=Max("responded_at", filter=Q(state=state.COMPLETED)),
            turnaround=Avg(taken, filter=Q(state=state.COMPLETED)),
        )
    )
    return {row["member"]: dict(row) for row in rows}


@dataclass(frozen=True)
class _Facts:
    """What speaks against members, read for all of them at once."""

    writers: frozenset[int]
    #: All that a revision ever named: who was taken off the byline still wrote it.
    named: frozenset[str]
    conflicted: frozenset[int]
    editors: frozenset[int]
    today: date


def _facts(submission: Submission) -> _Facts:
    article = submission.article
    saved = article.history.order_by().values_list("history_user_id", flat=True).distinct()
    declared = Assignment.objects.filter(submission__article=article, conflict_declared=True)
    return _Facts(
        writers=frozenset([*article.authorships.values_list("user_id", flat=True), *saved]),
        named=frozenset(
            author["id"]
            for revision in article.revisions.only("content")
            for author in revision.document["authors"]
        ),
        editors=editors_of(submission),
        conflicted=frozenset(declared.values_list("member_id", flat=True)),
        today=timezone.now().date(),
    )


def _asked_here(submission: Submission) -> dict[int, list[str]]:
    """Return why those can't be asked who were asked about this submission already."""
    return {
        assignment.member_id: [f"{assignment.member.printed_name} has been asked already."]
        for assignment in submission.assignments.exclude(
            state=AssignmentState.RELEASED
        ).select_related("member")
    }


def _against(person: User, submission: Submission, facts: _Facts) -> list[str]:
    """Return why the member can't review the text: what ``against_reviewing`` would say."""
    return policies.reasons_against_reviewer(
        name=person.printed_name,
        wrote_it=person.pk in facts.writers or str(person.uid) in facts.named,
        edited_it=person.pk in facts.editors,
        seated=_seat(person, facts.today) is not None,
        declared_a_conflict=person.pk in facts.conflicted,
        disclosure=next(iter(person.disclosures.all()), None),
        document=submission.revision.document,
        day=facts.today,
    )


def _seat(person: User, today: date) -> BoardMembership | None:
    seats = (
        seat
        for seat in person.memberships.all()
        if seat.term_start <= today and (seat.term_end is None or seat.term_end >= today)
    )
    return next(seats, None)


def _candidate(
    person: User,
    submission: Submission,
    numbers: Mapping[str, Any],
    reasons: list[str],
) -> Candidate:
    seat = _seat(person, timezone.now().date())
    specialties = list(seat.specialties.all()) if seat else []
    wanted = submission.revision.document["specialty"]["slug"]
    return Candidate(
        person=person,
        specialties=tuple(specialty.name for specialty in specialties),
        specialist=any(specialty.slug == wanted for specialty in specialties),
        open_reviews=numbers.get("open_reviews", 0),
        asked=numbers.get("asked", 0),
        turned_down=numbers.get("turned_down", 0),
        completed=numbers.get("completed", 0),
        last_review=numbers.get("last_review"),
        turnaround=numbers.get("turnaround"),
        reasons=tuple(reasons),
    )


def _rank(candidate: Candidate) -> tuple[Any, ...]:
    return (
        bool(candidate.reasons),
        not candidate.specialist,
        candidate.open_reviews,
        candidate.decline_rate,
        candidate.turnaround or timedelta.max,
        candidate.last_review.timestamp() if candidate.last_review else 0.0,
    )


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
