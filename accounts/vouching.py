"""Whose word counts when somebody gets back into their account, or their identity is vouched for.

An administrator could open accounts of administrators for themselves and agree with their own
acts. So whoever agrees has a second factor, has had the role for a while, and does not owe it to
one of those who acted before, not even by way of others: what remains is the eldest.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.utils import timezone

from accounts.enums import SecurityAction

if TYPE_CHECKING:
    from accounts.models import User

#: A new administrator does not agree to anything before the others could object to them.
COOLING_OFF = timedelta(days=7)


def against_new_administrator(user: User) -> list[str]:
    """Return why the person has not been an administrator for long enough.

    The first administrator was made by nobody, and has no such entry in the trail.
    """
    made = user.security_events.filter(action=SecurityAction.ADMINISTRATOR_MADE).first()
    if made is None or made.at + COOLING_OFF <= timezone.now():
        return []
    return [
        f"You have been an administrator since {made.at:%-d %B %Y}. For the first"
        f" {COOLING_OFF.days} days an administrator takes no part in resets or in what follows"
        " a changed address."
    ]


def against_descent(user: User, parts: Collection[int]) -> list[str]:
    """Return why the person can't confirm what these administrators did: they owe them the role."""
    if not _givers(user).intersection(parts):
        return []
    return [
        "You were made an administrator by somebody who took part in this, or by way of them, so"
        " another administrator has to do it."
    ]


def _givers(user: User) -> set[int]:
    """Return the keys of all who gave the person the role, and of who gave it to those."""
    people = get_user_model().objects
    found: set[int] = set()
    asked = {user.pk}
    while asked:
        made = people.filter(
            pk__in=asked, security_events__action=SecurityAction.ADMINISTRATOR_MADE
        )
        asked = set(made.values_list("security_events__actor_id", flat=True)) - found
        found |= asked
    return found
