"""Which mail people want."""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse

from accounts.enums import MAIL_ALWAYS, MAIL_FOR, MailKind
from accounts.models import MailChoice, User

SALT = "accounts.unsubscribe"


def kinds_for(user: User) -> list[MailKind]:
    """Return the kinds of mail that the person may get and may turn off."""
    return [kind for kind, roles in MAIL_FOR.items() if roles & user.roles]


def wanted_kinds(user: User) -> set[str]:
    """Return those of them that the person has not turned off."""
    off = set(user.mail_choices.filter(wanted=False).values_list("kind", flat=True))
    return {str(kind.value) for kind in kinds_for(user)} - off


@transaction.atomic
def choose_mail(*, acting_user: User, wanted: Collection[str]) -> None:
    """Turn each kind of the person's mail on or off."""
    for kind in kinds_for(acting_user):
        _set(acting_user, kind, wanted=kind.value in wanted)


@transaction.atomic
def unsubscribe(*, token: str) -> MailKind:
    """Turn off the kind of mail that a token names, for the person it names.

    The token stands in that person's mail: it says who acts, and does nothing else. Raises
    ``django.core.signing.BadSignature`` for a token that is not ours.
    """
    user, kind = read_token(token)
    _set(user, kind, wanted=False)
    return kind


def unsubscribe_address(user: User, kind: MailKind) -> str:
    """Return the address that turns off a kind of mail for a person, once it is posted to."""
    token = signing.dumps([str(user.uid), str(kind.value)], salt=SALT)
    return settings.SITE_URL + reverse("accounts:unsubscribe", args=[token])


def read_token(token: str) -> tuple[User, MailKind]:
    """Return whom and what a token names. Raises BadSignature."""
    uid, kind = signing.loads(token, salt=SALT)
    user = User.objects.filter(uid=uid).first()
    if user is None or kind not in MailKind.values or kind in MAIL_ALWAYS:
        raise signing.BadSignature("The token names nothing that can be turned off.")
    return user, MailKind(kind)


def _set(user: User, kind: MailKind, *, wanted: bool) -> None:
    MailChoice.objects.update_or_create(user=user, kind=kind, defaults={"wanted": wanted})
