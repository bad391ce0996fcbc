"""Say what interests somebody has, or that there are none."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.errors import refuse_if
from accounts.models import Disclosure, Interest, User

FIELDS = frozenset({"category", "organisation", "products", "description"})
MOST_INTERESTS = 50


@transaction.atomic
def record_disclosure(
    *,
    acting_user: User,
    dated: date,
    nothing_to_disclose: bool,
    interests: Sequence[Mapping[str, str]] = (),
) -> Disclosure:
    """Record a statement of the acting person's own interests, as a new row beside older ones.

    Each interest has "category", "organisation" and perhaps "products" and "description". Raises
    RefusedError for an inactive account; ValidationError for a statement dated in the future, for
    one that says neither or both of "these" and "none" (ICMJE: "none" is explicit), and for an
    interest that is incomplete. Then nothing is written.
    """
    refuse_if([] if acting_user.is_active else ["This account is no longer active."])
    if dated > timezone.now().date():
        raise ValidationError({"dated": "A statement can't be dated in the future."})
    if nothing_to_disclose and interests:
        raise ValidationError("Either list interests or state that there are none, not both.")
    if not nothing_to_disclose and not interests:
        raise ValidationError("List at least one interest, or state that there are none.")
    if len(interests) > MOST_INTERESTS:
        raise ValidationError(f"{MOST_INTERESTS} interests are the most that one statement holds.")
    disclosure = Disclosure.objects.create(
        user=acting_user, dated=dated, nothing_to_disclose=nothing_to_disclose
    )
    rows = [_interest(disclosure, interest) for interest in interests]
    for row in rows:
        row.full_clean()
    Interest.objects.bulk_create(rows)
    return disclosure


def _interest(disclosure: Disclosure, values: Mapping[str, str]) -> Interest:
    unknown = set(values) - FIELDS
    if unknown:
        raise ValidationError(f"An interest has no {', '.join(sorted(unknown))}.")
    return Interest(disclosure=disclosure, **{name: _line(text) for name, text in values.items()})


def _line(text: str) -> str:
    """Return one visible line: what is disclosed goes onto public pages and into signed texts."""
    spaced = " ".join(text.split())
    return "".join(c for c in spaced if not unicodedata.category(c).startswith("C")).strip()
