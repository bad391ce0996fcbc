"""Give somebody a way back in. Nobody gains another's signing ability by it.

A password is set by its owner alone, from their own mail. Second factors are taken away by two
administrators, and the owner is told at both steps; afterwards the owner sets up new ones, and an
administrator who had no part in it checks who they are before they sign again.
"""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts import policies
from accounts.enums import SecurityAction
from accounts.errors import refuse_if
from accounts.models import FactorReset, User
from accounts.services.log import CHANGED, log
from accounts.services.mail import ask_for_new_password
from accounts.services.security import record_event


@transaction.atomic
def send_password_reset(*, acting_user: User, person: User, reason: str) -> None:
    """Ask the owner by mail to set a new password. The old one works until they have."""
    fresh = User.objects.select_for_update().get(pk=person.pk)
    refuse_if(policies.against_resetting(acting_user, fresh))
    text = _reason(reason)
    ask_for_new_password(fresh)
    record_event(
        user=fresh,
        actor=acting_user,
        action=SecurityAction.PASSWORD_RESET_SENT,
        sentence=f"Reason: {text}",
    )
    log(acting_user, fresh, CHANGED, f"Asked the owner to set a new password: {text}")


@transaction.atomic
def request_factor_reset(*, acting_user: User, person: User, reason: str) -> FactorReset:
    """Ask for somebody's second factors to be taken away. A second administrator has to agree."""
    fresh = User.objects.select_for_update().get(pk=person.pk)
    refuse_if(policies.against_requesting_reset(acting_user, fresh))
    reset = FactorReset(
        user=fresh,
        requested_by=acting_user,
        requested_at=timezone.now(),
        reason=_reason(reason),
    )
    reset.full_clean()
    reset.save()
    record_event(
        user=fresh,
        actor=acting_user,
        action=SecurityAction.RESET_REQUESTED,
        sentence=f"Reason: {reset.reason} Nothing is changed until a second administrator agrees.",
    )
    log(acting_user, fresh, CHANGED, f"Asked for a reset of second factors: {reset.reason}")
    return reset


@transaction.atomic
def confirm_factor_reset(*, acting_user: User, reset: FactorReset) -> FactorReset:
    """Agree, as the second administrator: the factors are gone, and so is the right to sign."""
    fresh = _locked(reset)
    refuse_if(policies.against_confirming_reset(acting_user, fresh))
    fresh.confirmed_by = acting_user
    fresh.confirmed_at = timezone.now()
    fresh.save(update_fields=["confirmed_by", "confirmed_at"])
    Authenticator.objects.filter(user=fresh.user).delete()
    record_event(
        user=fresh.user,
        actor=acting_user,
        action=SecurityAction.FACTORS_RESET,
        sentence=(
            f"Asked for by {fresh.requested_by.printed_name}, agreed by"
            f" {acting_user.printed_name}. Reason: {fresh.reason} Before the owner signs again,"
            " an administrator who had no part in it has to check their identity."
        ),
    )
    log(acting_user, fresh.user, CHANGED, "Reset the second factors, as second administrator.")
    return fresh


@transaction.atomic
def cancel_factor_reset(*, acting_user: User, reset: FactorReset) -> FactorReset:
    """Call a reset off: any administrator, or the owner, who still has the factor."""
    fresh = _locked(reset)
    refuse_if(policies.against_cancelling_reset(acting_user, fresh))
    fresh.cancelled_by = acting_user
    fresh.cancelled_at = timezone.now()
    fresh.save(update_fields=["cancelled_by", "cancelled_at"])
    record_event(user=fresh.user, actor=acting_user, action=SecurityAction.RESET_CANCELLED)
    log(acting_user, fresh.user, CHANGED, "Called the reset of second factors off.")
    return fresh


def _locked(reset: FactorReset) -> FactorReset:
    User.objects.select_for_update().get(pk=reset.user_id)
    return FactorReset.objects.select_related("user", "requested_by").get(pk=reset.pk)


def _reason(text: str) -> str:
    reason = " ".join(text.split())
    if not reason:
        raise ValidationError({"reason": "Say why: the owner and the administrators read it."})
    return reason
