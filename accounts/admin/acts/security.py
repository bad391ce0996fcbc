"""Check identities, and give people a way back in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from accounts import policies
from accounts.admin.acts.base import AdministratorsAct
from accounts.desk.acts import ActForm
from accounts.enums import Document
from accounts.models import User
from accounts.services.identity import record_identity_check
from accounts.services.resetting import (
    cancel_factor_reset,
    confirm_factor_reset,
    request_factor_reset,
    send_password_reset,
)


class IdentityForm(ActForm):
    """What was shown."""

    document = forms.ChoiceField(
        label="What you were shown", choices=[("", "Choose one"), *Document.choices]
    )
    note = forms.CharField(
        label="Note",
        max_length=200,
        required=False,
        help_text="Such as where. No number of a document: it is not needed here.",
    )


class CheckIdentity(AdministratorsAct):
    """Record that somebody's identity was checked."""

    slug = "identity"
    label = "Record an identity check"
    form_class = IdentityForm
    consequences = (
        "You say that you have seen who this is, and that the account is theirs.",
        "Without it nobody can sign a text. The owner and the other administrators are told.",
    )

    def against(self, user: User, thing: User) -> list[str]:
        """Ask the policy."""
        return policies.against_checking_identity(user, thing)

    def perform(self, user: User, thing: User, data: Mapping[str, Any]) -> str:
        """Record."""
        record_identity_check(acting_user=user, person=thing, **data)
        return f"The identity of {thing.printed_name} is on record."


class ReasonForm(ActForm):
    """Why."""

    reason = forms.CharField(
        label="Reason",
        max_length=300,
        help_text="The owner and the other administrators read it.",
    )


class SendPasswordReset(AdministratorsAct):
    """Ask the owner to set a new password."""

    slug = "password-reset"
    label = "Send a password reset"
    form_class = ReasonForm
    consequences = (
        "The owner gets a mail and sets a new password themselves. Nobody else can set it.",
        "The other administrators are told.",
    )

    def against(self, user: User, thing: User) -> list[str]:
        """Ask the policy."""
        return policies.against_resetting(user, thing)

    def perform(self, user: User, thing: User, data: Mapping[str, Any]) -> str:
        """Send."""
        send_password_reset(acting_user=user, person=thing, reason=data["reason"])
        return f"{thing.printed_name} gets a mail."


class RequestFactorReset(AdministratorsAct):
    """Ask for somebody's second factors to be taken away."""

    slug = "factor-reset"
    label = "Reset second factors"
    form_class = ReasonForm
    tone = "danger"
    consequences = (
        "Nothing changes until a second administrator agrees. The owner is told now and then.",
        "Afterwards the owner sets up a new factor, and signs nothing until an administrator who"
        " had no part in this has checked their identity.",
    )

    def applies(self, user: User, thing: User) -> bool:
        """Tell whether none waits."""
        return policies.open_reset(thing) is None

    def against(self, user: User, thing: User) -> list[str]:
        """Ask the policy."""
        return policies.against_requesting_reset(user, thing)

    def perform(self, user: User, thing: User, data: Mapping[str, Any]) -> str:
        """Ask for it."""
        request_factor_reset(acting_user=user, person=thing, reason=data["reason"])
        return "A second administrator has to agree now. The owner is told."


class WaitingReset(AdministratorsAct):
    """An act on a reset that waits for a second administrator."""

    def applies(self, user: User, thing: User) -> bool:
        """Tell whether one waits."""
        return policies.open_reset(thing) is not None

    def words(self, thing: User) -> Sequence[str]:
        """Say who asked for it, and why."""
        reset = policies.open_reset(thing)
        if reset is None:
            return self.consequences
        asked = f"Asked for by {reset.requested_by.printed_name}: {reset.reason}"
        return (asked, *self.consequences)


class ConfirmFactorReset(WaitingReset):
    """Agree to the reset, as the second administrator."""

    slug = "factor-reset-agree"
    label = "Agree to the reset"
    tone = "danger"
    consequences = ("The second factors stop working at once. The owner is told.",)

    def against(self, user: User, thing: User) -> list[str]:
        """Ask the policy."""
        return policies.against_confirming_reset(user, policies.open_reset(thing))

    def perform(self, user: User, thing: User, data: Mapping[str, Any]) -> str:
        """Reset them."""
        reset = policies.open_reset(thing)
        assert reset is not None  # or the policy refused
        confirm_factor_reset(acting_user=user, reset=reset)
        return f"The second factors of {thing.printed_name} are reset."


class CancelFactorReset(WaitingReset):
    """Call the reset off."""

    slug = "factor-reset-cancel"
    label = "Call the reset off"
    consequences = ("The second factors stay as they are. The owner is told.",)

    def against(self, user: User, thing: User) -> list[str]:
        """Ask the policy."""
        return policies.against_cancelling_reset(user, policies.open_reset(thing))

    def perform(self, user: User, thing: User, data: Mapping[str, Any]) -> str:
        """Call it off."""
        reset = policies.open_reset(thing)
        assert reset is not None  # or the policy refused
        cancel_factor_reset(acting_user=user, reset=reset)
        return "The reset is called off."
