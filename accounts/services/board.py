"""Seats on the Medical Advisory Board."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts import policies
from accounts.errors import RefusedError, refuse_if
from accounts.models import BoardMembership, Specialty, User
from accounts.services.log import CHANGED, log


@transaction.atomic
def appoint_to_board(
    *,
    acting_user: User,
    user: User,
    specialties: Collection[Specialty],
    term_start: date,
    term_end: date | None = None,
) -> BoardMembership:
    """Give a board member a seat for some specialties and a term (both days included).

    Refuses a term that overlaps another of the same person: on each day there is one seat, so
    that it is clear for which specialties somebody signs.
    """
    person = User.objects.select_for_update().get(pk=user.pk)
    refuse_if(policies.against_appointing(acting_user, person))
    if not specialties:
        raise ValidationError({"specialties": "Choose the specialties of this seat."})
    membership = BoardMembership(user=person, term_start=term_start, term_end=term_end)
    membership.full_clean()
    overlapping = person.memberships.filter(
        Q(term_end__isnull=True) | Q(term_end__gte=term_start),
        *([Q(term_start__lte=term_end)] if term_end else []),
    ).first()
    if overlapping is not None:
        raise RefusedError(
            [
                f"{person.printed_name} has a term from {overlapping.term_start:%-d %B %Y} that"
                " overlaps this one. End it first."
            ]
        )
    membership.save()
    membership.specialties.set(specialties)
    names = ", ".join(specialty.name for specialty in specialties)
    end = f" to {term_end:%-d %B %Y}" if term_end else ""
    log(
        acting_user,
        person,
        CHANGED,
        f"Appointed to the board for {names}, from {term_start:%-d %B %Y}{end}.",
    )
    return membership


@transaction.atomic
def end_term(
    *, acting_user: User, membership: BoardMembership, last_day: date | None = None
) -> BoardMembership:
    """End a term, with today as its last day unless another is given."""
    person = User.objects.select_for_update().get(pk=membership.user_id)
    fresh = BoardMembership.objects.get(pk=membership.pk)
    refuse_if(policies.against_ending_term(acting_user, fresh))
    fresh.term_end = last_day or timezone.now().date()
    if fresh.term_end < fresh.term_start:
        raise ValidationError({"last_day": "A term can't end before it starts."})
    fresh.save(update_fields=["term_end"])
    log(acting_user, person, CHANGED, f"Ended the term on the board: {fresh.term_end:%-d %B %Y}.")
    return fresh
