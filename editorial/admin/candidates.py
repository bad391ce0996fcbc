"""Who might review a submission, and who may not and why."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from accounts.enums import Role
from accounts.models import User
from editorial import policies
from editorial.enums import OPEN_STATES, AssignmentState
from editorial.models import Submission


@dataclass(frozen=True)
class Candidate:
    """A board member, what speaks for asking them, and the reasons against if there are any."""

    person: User
    specialties: tuple[str, ...]
    specialist: bool
    open_reviews: int
    reasons: tuple[str, ...]


def candidates(user: User, submission: Submission) -> list[Candidate]:
    """Return everybody with a board member's role: who may be asked first, then the others.

    Members for the text's specialty come first, then those with the fewest open reviews.
    """
    people = (
        User.objects.filter(is_active=True, groups__name=Role.BOARD)
        .annotate(
            open_reviews=Count(
                "assignments",
                filter=Q(
                    assignments__state__in=[AssignmentState.INVITED, AssignmentState.ACCEPTED],
                    assignments__submission__state__in=OPEN_STATES,
                ),
            )
        )
        .order_by("printed_name")
    )
    found = [_candidate(user, submission, person, person.open_reviews) for person in people]
    return sorted(found, key=lambda c: (bool(c.reasons), not c.specialist, c.open_reviews))


def _candidate(user: User, submission: Submission, person: User, open_reviews: int) -> Candidate:
    seat = person.current_membership(timezone.now().date())
    specialties = list(seat.specialties.all()) if seat else []
    wanted = submission.revision.document["specialty"]["slug"]
    return Candidate(
        person=person,
        specialties=tuple(specialty.name for specialty in specialties),
        specialist=any(specialty.slug == wanted for specialty in specialties),
        open_reviews=open_reviews,
        reasons=tuple(policies.against_assigning(user, submission, person)),
    )
