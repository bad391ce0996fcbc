"""Open, change and close accounts. People are never deleted.

Every verb is keyword-only, takes the administrator who acts, and writes one entry to the admin's
log in the same transaction. They raise RefusedError with reasons, ValidationError for bad input,
and then nothing was written.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts import policies
from accounts.enums import DESK_ROLES, Role, SecurityAction
from accounts.errors import refuse_if
from accounts.models import FormerAddress, User
from accounts.services.log import ADDED, CHANGED, log
from accounts.services.mail import invite, tell_of_new_address
from accounts.services.security import record_event

#: What ``change_person`` may change. Roles, the password and the closing have verbs of their own.
FIELDS = (
    "email",
    "printed_name",
    "credentials",
    "affiliation",
    "orcid",
    "health_professional",
)
#: How long an address that was replaced hears what happens to the account.
OLD_ADDRESS_TOLD = timedelta(days=30)


@transaction.atomic
def create_person(
    *,
    acting_user: User,
    email: str,
    printed_name: str,
    credentials: str = "",
    affiliation: str = "",
    orcid: str = "",
    health_professional: bool = True,
    roles: Collection[str] = (),
    password: str = "",
) -> User:
    """Open an account.

    Nobody can sign in to it until its owner has set a password, which they are invited to do by
    mail. An administrator gives a ``password`` in the demo only: who knows it could sign in.
    """
    refuse_if(policies.against_managing_people(acting_user))
    if password and not settings.DEMO:
        raise ValueError("A password is set by its owner alone.")
    person = User()
    _set_fields(
        person,
        {
            "email": email,
            "printed_name": printed_name,
            "credentials": credentials,
            "affiliation": affiliation,
            "orcid": orcid,
            "health_professional": health_professional,
        },
    )
    person.set_password(password or None)
    person.full_clean(exclude=["password"])
    if password:
        validate_password(password, person)
    person.save()
    _set_groups(person, _known(roles))
    log(acting_user, person, ADDED, f"Opened the account, as {_in_words(roles)}.")
    if not password:
        invite(person)
    if Role.ADMIN in person.roles:
        _tell_of_administrator(acting_user, person, "With a new account.")
    return person


@transaction.atomic
def change_person(*, acting_user: User, person: User, changes: Mapping[str, Any]) -> User:
    """Change who somebody is. What they have signed keeps the name they signed with.

    A new e-mail address is where passwords are reset: it is told to the old one, the new one and
    the other administrators, and its owner signs nothing until their identity is checked again.
    """
    fresh = _locked(person)
    refuse_if(policies.against_managing_people(acting_user))
    before = {name: getattr(fresh, name) for name in FIELDS}
    _set_fields(fresh, changes)
    fresh.full_clean(exclude=["password"])
    changed = [name for name in FIELDS if getattr(fresh, name) != before[name]]
    if not changed:
        return fresh
    fresh.save(update_fields=changed)
    if "email" in changed:
        # allauth keeps a copy of the address, which would still open the account.
        EmailAddress.objects.filter(user=fresh).delete()
        _note_new_address(acting_user, fresh, before["email"])
    words = "; ".join(
        f"{name.replace('_', ' ')} from “{before[name] or ''}” to “{getattr(fresh, name) or ''}”"
        for name in changed
    )
    log(acting_user, fresh, CHANGED, f"Changed {words}.")
    return fresh


@transaction.atomic
def set_roles(*, acting_user: User, person: User, roles: Collection[str]) -> User:
    """Give somebody exactly these roles; those of the desk let them enter it."""
    wanted = _known(roles)
    fresh = _locked(person)
    refuse_if(policies.against_setting_roles(acting_user, fresh, wanted))
    before = fresh.roles
    _set_groups(fresh, wanted)
    if before != fresh.roles:
        log(
            acting_user,
            fresh,
            CHANGED,
            f"Changed the roles from {_in_words(before)} to {_in_words(wanted)}.",
        )
    if Role.ADMIN in fresh.roles - before:
        _tell_of_administrator(acting_user, fresh)
    return fresh


@transaction.atomic
def deactivate_person(*, acting_user: User, person: User, reason: str) -> User:
    """Close an account: its owner is signed out everywhere and can't sign in or sign."""
    fresh = _locked(person)
    refuse_if(policies.against_deactivating(acting_user, fresh))
    reason = " ".join(reason.split())
    if not reason:
        raise ValidationError({"reason": "Say why, for whoever looks at this account later."})
    fresh.is_active = False
    fresh.save(update_fields=["is_active"])
    log(acting_user, fresh, CHANGED, f"Closed the account: {reason}")
    return fresh


@transaction.atomic
def reactivate_person(*, acting_user: User, person: User) -> User:
    """Open a closed account again, with the roles it had; that of administrator counts as new."""
    fresh = _locked(person)
    refuse_if(policies.against_reactivating(acting_user, fresh))
    fresh.is_active = True
    fresh.save(update_fields=["is_active"])
    fresh.__dict__.pop("roles", None)  # the cached property
    log(acting_user, fresh, CHANGED, "Opened the account again.")
    if Role.ADMIN in fresh.roles:
        _tell_of_administrator(acting_user, fresh, "The account was closed and is open again.")
    return fresh


def _tell_of_administrator(acting_user: User, person: User, sentence: str = "") -> None:
    """Put it on the trail, from which the cooling-off counts, and tell all administrators."""
    record_event(
        user=person,
        actor=acting_user,
        action=SecurityAction.ADMINISTRATOR_MADE,
        sentence=sentence,
    )


def _note_new_address(acting_user: User, person: User, old: str) -> None:
    """Tell everybody concerned of the new address, and keep the old one for what follows."""
    tell_of_new_address(person, old)
    record_event(
        user=person,
        actor=acting_user,
        action=SecurityAction.EMAIL_CHANGED,
        sentence=f"From {old} to {person.email}.",
    )
    FormerAddress.objects.create(
        user=person, address=old, told_until=timezone.now() + OLD_ADDRESS_TOLD
    )


def _locked(person: User) -> User:
    """Return the person as they stand now.

    The lock on the administrators' group orders all acts on accounts: two administrators who take
    the role from each other at the same moment must not both succeed.
    """
    Group.objects.select_for_update().get(name=Role.ADMIN)
    return User.objects.select_for_update().get(pk=person.pk)


def _known(roles: Collection[str]) -> frozenset[str]:
    """Return the roles as names. Raises ValidationError for one that does not exist."""
    names = frozenset(str(role) for role in roles)
    unknown = sorted(names - set(Role.values))
    if unknown:
        raise ValidationError({"roles": f"There is no role called {unknown[0]}."})
    return names


def _set_groups(person: User, roles: Collection[str]) -> None:
    person.groups.set(Group.objects.filter(name__in=roles))
    person.__dict__.pop("roles", None)  # the cached property
    enters = bool(DESK_ROLES.intersection(roles))
    if person.is_staff != enters:
        person.is_staff = enters
        person.save(update_fields=["is_staff"])


def _set_fields(person: User, changes: Mapping[str, Any]) -> None:
    unknown = sorted(set(changes) - set(FIELDS))
    if unknown:
        raise ValueError(f"Not a field of a person: {unknown[0]}")
    for name, value in changes.items():
        setattr(person, name, " ".join(value.split()) if isinstance(value, str) else value)
    person.email = person.email.lower()
    person.orcid = person.orcid or None  # unique: the absent ones must not collide


def _in_words(roles: Collection[str]) -> str:
    return ", ".join(Role(role).label.lower() for role in sorted(roles)) or "no role"
