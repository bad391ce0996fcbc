"""Mail about accounts. It goes through the outbox, with the act that it tells of."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.enums import MailKind, Role
from accounts.models import SecurityEvent, User
from accounts.services.outbox import post


def invite(person: User) -> None:
    """Ask the owner of a new account to set a password."""
    _tell("person_invited", person, person.email)


def ask_for_new_password(person: User) -> None:
    """Ask the owner to set another password. Nobody else can."""
    _tell("person_password_reset", person, person.email)


def tell_of_new_address(person: User, old_address: str) -> None:
    """Tell the old address that it no longer opens the account, and the new one that it does."""
    _tell("person_address_changed", person, old_address)
    _tell("person_address_new", person, person.email)


def tell_owner(event: SecurityEvent) -> None:
    """Tell the owner what happened to their account, at the address that was replaced as well.

    Who reads the new address may not be the owner.
    """
    person = event.user
    _tell("person_security", person, person.email, event=event)
    former = person.former_addresses.filter(told_until__gt=event.at).exclude(address=person.email)
    for address in sorted(set(former.values_list("address", flat=True))):
        _tell("person_security", person, address, event=event, former=address)


def tell_administrators(event: SecurityEvent) -> None:
    """Tell every administrator but the one who acted, and the owner who is told anyway."""
    others = User.objects.filter(is_active=True, groups__name=Role.ADMIN)
    for administrator in others.exclude(pk__in=[event.actor_id, event.user_id]):
        _tell("administrators_security", event.user, administrator.email, event=event)


def _tell(template: str, person: User, to: str, **context: Any) -> None:
    context = {
        "person": person,
        "site_name": settings.SITE_NAME,
        "address": settings.SITE_URL + reverse("account_reset_password"),
        **context,
    }
    text = render_to_string(f"email/{template}.txt", context)
    post(person=person, kind=MailKind.ACCOUNT, text=text, to=to)
