"""Who may change what about people, and why not.

As in ``editorial.policies``, each function returns the reasons against, in sentences; an empty
list means yes, and the same list refuses the act and words the disabled button.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.utils import timezone

from accounts.enums import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import BoardMembership, User

    Person = User | AnonymousUser | None

NOBODY = ["Sign in first."]
LAST_ADMINISTRATOR = (
    "{name} is the only administrator. Make somebody else one first, or nobody could look after"
    " accounts any more."
)


def _other_administrators(person: User) -> bool:
    """Tell whether there is an active administrator beside the person."""
    administrators = get_user_model().objects.filter(groups__name=Role.ADMIN, is_active=True)
    return administrators.exclude(pk=person.pk).exists()


def against_managing_people(user: Person) -> list[str]:
    """Return why the person can't create or change accounts, or seats on the board.

    A superuser has no role by that alone. The first administrator comes from the command line.
    """
    if user is None or not user.is_authenticated:
        return NOBODY
    if not user.is_active:
        return ["This account is no longer active."]
    if user.has_role(Role.ADMIN):
        return []
    return ["Only administrators look after accounts and the board."]


def against_setting_roles(
    user: Person, person: User, roles: Collection[str] | None = None
) -> list[str]:
    """Return why the person can't be given exactly these roles.

    ``roles`` is None to ask before any were picked.
    """
    reasons = against_managing_people(user)
    if reasons or roles is None:
        return reasons
    if not person.has_role(Role.ADMIN) or Role.ADMIN in roles:
        return []
    if user is not None and user.pk == person.pk:
        return ["Another administrator has to take that role from you."]
    if not _other_administrators(person):
        return [LAST_ADMINISTRATOR.format(name=person.printed_name)]
    return []


def against_deactivating(user: Person, person: User) -> list[str]:
    """Return why the account can't be closed."""
    reasons = against_managing_people(user)
    if reasons:
        return reasons
    if not person.is_active:
        return ["This account is closed already."]
    if user is not None and user.pk == person.pk:
        return ["Another administrator has to close your account."]
    if person.has_role(Role.ADMIN) and not _other_administrators(person):
        return [LAST_ADMINISTRATOR.format(name=person.printed_name)]
    return []


def against_reactivating(user: Person, person: User) -> list[str]:
    """Return why the account can't be opened again."""
    reasons = against_managing_people(user)
    if not reasons and person.is_active:
        return ["This account is open already."]
    return reasons


def against_appointing(user: Person, person: User) -> list[str]:
    """Return why the person can't be given a seat on the board."""
    reasons = against_managing_people(user)
    if reasons:
        return reasons
    if not person.is_active:
        return [f"{person.printed_name}'s account is closed."]
    if not person.has_role(Role.BOARD):
        return [f"Give {person.printed_name} the role of board member first."]
    return []


def against_ending_term(
    user: Person, membership: BoardMembership, today: date | None = None
) -> list[str]:
    """Return why the term can't be ended."""
    reasons = against_managing_people(user)
    day = today or timezone.now().date()
    if not reasons and membership.term_end is not None and membership.term_end < day:
        return [f"This term ended on {membership.term_end:%-d %B %Y}."]
    return reasons
