"""Count wrong passwords and codes, and lock an account at the fifth in fifteen minutes.

The counters are rows, so that all processes count together. Whoever checks a password or a code
begins an attempt first, which counts as failed until it is concluded. (So a refusal does write:
an attempt that failed stays on record.)
"""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts import policies
from accounts.enums import AttemptKind, SecurityAction
from accounts.errors import refuse_if
from accounts.models import Attempt, User
from accounts.services.security import record_event


def begin_attempt(*, kind: AttemptKind, user: User | None, typed: str = "") -> Attempt:
    """Begin an attempt on an account, or on the address typed where there is none.

    Raises RefusedError when five have failed: then nothing is checked any more, and a right
    password is refused as a wrong one is.
    """
    subject = _subject(user, typed)
    with transaction.atomic():
        _lock(user)
        refuse_if(policies.against_trying(Attempt.objects.filter(subject=subject)))
        return Attempt.objects.create(subject=subject, user=user, kind=kind, at=timezone.now())


def conclude(attempt: Attempt, *, succeeded: bool) -> None:
    """Say how the attempt ended. With the fifth failure the account is locked, and people told."""
    if succeeded:
        Attempt.objects.filter(pk=attempt.pk).update(failed=False)
        return
    user = attempt.user
    if user is None:
        return
    with transaction.atomic():
        _lock(user)
        until = policies.locked_until(Attempt.objects.filter(subject=attempt.subject))
        if until is None or _told_already(user, until):
            return
        record_event(
            user=user,
            actor=user,
            action=SecurityAction.LOCKED,
            sentence=(
                f"Five wrong attempts in fifteen minutes, the last one at:"
                f" {attempt.get_kind_display().lower()}. Until {until:%H:%M} UTC nobody can sign in"
                " to this account or sign with it."
            ),
        )


def against_address(typed: str) -> list[str]:
    """Return why nobody can try to sign in with the address now."""
    user = User.objects.filter(email=typed.strip().lower()).first()
    return policies.against_trying(Attempt.objects.filter(subject=_subject(user, typed)))


def _told_already(user: User, until: datetime) -> bool:
    """Tell whether this lock was recorded by whoever failed beside us."""
    begun = until - policies.WINDOW
    events = user.security_events.filter(action=SecurityAction.LOCKED, at__gte=begun)
    return events.exists()


def _subject(user: User | None, typed: str) -> str:
    """Name what is counted. Addresses without an account count alike: a lock tells nothing."""
    if user is not None:
        return str(user.uid)
    return hashlib.sha256(typed.strip().lower().encode()).hexdigest()


def _lock(user: User | None) -> None:
    if user is not None:
        User.objects.select_for_update().get(pk=user.pk)
