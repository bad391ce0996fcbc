"""What is recorded by itself when somebody's password or factors change, whoever changed them."""

from __future__ import annotations

from typing import Any

from accounts.enums import DESK_ROLES, SecurityAction


def note_new_password(instance: Any, created: bool, **_: Any) -> None:  # noqa: FBT001 - Django's
    """Receiver of a person's ``post_save``: a password set anywhere, also by a command."""
    from accounts.services.security import record_event

    if created or instance._password is None:
        return
    record_event(
        user=instance,
        actor=instance,
        action=SecurityAction.PASSWORD_SET,
        administrators=bool(DESK_ROLES & instance.roles),
    )


def note_factor_added(user: Any, authenticator: Any, **_: Any) -> None:
    """Receiver of allauth's signal; the code that set up an app is used up."""
    from allauth.mfa.models import Authenticator

    from accounts.services.factors import spend_current_codes
    from accounts.services.security import record_event

    if authenticator.type == Authenticator.Type.TOTP:
        spend_current_codes(authenticator)
    record_event(
        user=user,
        actor=user,
        action=SecurityAction.FACTOR_ADDED,
        sentence=f"{authenticator.get_type_display()}.",
        administrators=False,
    )


def note_factor_removed(user: Any, authenticator: Any, **_: Any) -> None:
    """Receiver of allauth's signal."""
    from accounts.services.security import record_event

    record_event(
        user=user,
        actor=user,
        action=SecurityAction.FACTOR_REMOVED,
        sentence=f"{authenticator.get_type_display()}.",
        administrators=False,
    )
