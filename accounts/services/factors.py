"""One-time codes: checked once, against a secret that is encrypted at rest."""

from __future__ import annotations

import time
from enum import Enum

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from accounts.demo import DEMO_SECRET, is_demo_secret
from accounts.models import User
from accounts.secrets import decrypt, encrypt

PERIOD = 30
LAST = "last_counter"


class Verdict(Enum):
    """What became of a code."""

    RIGHT = "right"
    WRONG = "wrong"
    USED = "used"


@transaction.atomic
def use_code(*, user: User, code: str) -> Verdict:
    """Check a code of the person's authenticator app; a right one is never taken again.

    The last step that was used is kept in the row and read behind its lock: allauth keeps it in
    the cache, of which every process may have its own.
    """
    factor = _totp(user, for_update=True)
    counter = _matching(decrypt(factor.data["secret"]), code) if factor else None
    if factor is None or counter is None:
        return Verdict.WRONG
    if counter <= factor.data.get(LAST, 0):
        return Verdict.USED
    factor.data = {**factor.data, LAST: counter}
    factor.last_used_at = timezone.now()
    factor.save(update_fields=["data", "last_used_at"])
    return Verdict.RIGHT


def code_matches(secret: str, code: str) -> bool:
    """Tell whether a code is one of the secret's, now: for a factor that is being set up."""
    return _matching(secret, code) is not None


def spend_current_codes(factor: Authenticator) -> None:
    """Mark what the app shows at this moment as used: the code that set the factor up."""
    factor.data = {**factor.data, LAST: int(time.time()) // PERIOD}
    factor.save(update_fields=["data"])


def demo_code(user: User) -> str:
    """Return the next code of a demo person's public factor, or "" for everybody else."""
    factor = _totp(user) if settings.DEMO else None
    if factor is None or not is_demo_secret(decrypt(factor.data["secret"])):
        return ""
    now = int(time.time()) // PERIOD
    return code_at(DEMO_SECRET, max(now, min(factor.data.get(LAST, 0) + 1, now + 1)))


def give_demo_factor(*, user: User) -> None:
    """Give a person of the demo the factor whose secret is public. Outside the demo: never."""
    if not settings.DEMO:
        raise ValueError("The demo's factor belongs to the demo.")
    Authenticator.objects.create(
        user=user, type=Authenticator.Type.TOTP, data={"secret": encrypt(DEMO_SECRET)}
    )


def code_at(secret: str, counter: int) -> str:
    """Return the code of a step of thirty seconds."""
    return str(format_hotp_value(hotp_value(secret, counter)))


def _totp(user: User, *, for_update: bool = False) -> Authenticator | None:
    rows = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP)
    return (rows.select_for_update() if for_update else rows).first()


def _matching(secret: str, code: str) -> int | None:
    """Return the step whose code this is, of those that the tolerance allows."""
    typed = "".join(code.split())
    now = int(time.time()) // PERIOD
    for counter in range(now - settings.MFA_TOTP_TOLERANCE, now + settings.MFA_TOTP_TOLERANCE + 1):
        if typed.isascii() and constant_time_compare(typed, code_at(secret, counter)):
            return counter
    return None
