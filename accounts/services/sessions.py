"""What a session knows of the person who opened it.

Only sign-in at the sign-in page, by the account's own password and factor, marks a session as
opened by its owner. Whatever else logs somebody in (a tool that impersonates, a shell) leaves no
mark, or the mark of the person who really signed in; such a session can't sign.
"""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.utils import timezone

from accounts.models import User

OWN_SIGN_IN = "own_sign_in"
#: What the known tools for impersonation leave in a session (hijack, impersonate, loginas).
IMPERSONATION = (
    "hijack_history",
    "is_hijacked_user",
    "_impersonate",
    "_impersonate_start",
    "loginas_from_user",
    "impersonated_by",
)


#: Django's session, or a dictionary in commands and tests.
Session = SessionBase | dict[str, Any]


def mark_own_sign_in(session: Session, user: User) -> None:
    """Note that this person has just signed in themselves."""
    session[OWN_SIGN_IN] = {"user": str(user.uid), "at": timezone.now().isoformat()}


def against_session(session: Session, user: User) -> list[str]:
    """Return why nobody can sign in this session, whatever they prove."""
    if any(key in session for key in IMPERSONATION):
        return ["Nobody signs for somebody else: this session was opened by another person."]
    mark = session.get(OWN_SIGN_IN) or {}
    if mark.get("user") != str(user.uid):
        return ["Sign out and sign in again: only who signed in themselves can sign."]
    return []
