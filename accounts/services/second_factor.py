"""The second factor at sign-in, and again before a factor is changed."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError

from accounts.enums import AttemptKind
from accounts.models import User
from accounts.services.attempts import begin_attempt, conclude
from accounts.services.factors import Verdict, use_code

WRONG = "This is not right."


def check_code(*, user: User, code: str) -> Authenticator:
    """Take a code of the person's app, or one of their recovery codes; return which it was of.

    Raises ValidationError for a wrong or used one, RefusedError when the account is locked.
    """
    attempt = begin_attempt(kind=AttemptKind.SECOND_FACTOR, user=user)
    verdict = use_code(user=user, code=code)
    found = _factor(user, Authenticator.Type.TOTP) if verdict is Verdict.RIGHT else None
    if verdict is Verdict.WRONG:
        recovery = _factor(user, Authenticator.Type.RECOVERY_CODES)
        if recovery is not None and recovery.wrap().validate_code(code):
            found = recovery
    conclude(attempt, succeeded=verdict is not Verdict.WRONG or found is not None)
    if found is None:
        used = "This code was used already. Wait for the next one."
        raise ValidationError(used if verdict is Verdict.USED else WRONG)
    return found


def counted(*, user: User, check: Callable[[], Authenticator]) -> Authenticator:
    """Run allauth's check of a passkey's answer as a counted attempt.

    The answer comes from outside: whatever is wrong with its form proves nothing.
    """
    attempt = begin_attempt(kind=AttemptKind.SECOND_FACTOR, user=user)
    try:
        found = check()
    except (ValidationError, KeyError, ValueError, TypeError, AttributeError) as error:
        conclude(attempt, succeeded=False)
        raise ValidationError(WRONG) from error
    conclude(attempt, succeeded=True)
    return found


def _factor(user: User, kind: str) -> Authenticator | None:
    found = Authenticator.objects.filter(user=user, type=kind).first()
    if found is not None:
        found.user = user
    return found
