"""Check identities, and give people a way back in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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


class ReasonedReset(AdministratorsAct):
    """An act that begins a reset, for a reason; it names its policy and its service."""

    form_class = ReasonForm
    policy: Callable[..., list[str]]
    service: Callable[..., object]
    #: What is said when it is done; ``{}`` is the owner.
    done: str

    def against(self, user: User, thing: User) -> list[str]:
        """Ask the policy."""
        return self.policy(user, thing)

    def perform(self, user: User, thing: User, data: Mapping[str, Any]) -> str:
        """Begin it."""
        self.service(acting_user=user, person=thing, reason=data["reason"])
        return self.done.format(thing.printed_name)


class SendPasswordReset(ReasonedReset):
    """Ask the owner to set a new password."""

    slug = "password-reset"
    label = "Send a password reset"
    consequences = (
        "The owner gets a mail and sets a new password themselves. Nobody else can set it.",
        "The other administrators are told.",
    )
    policy = staticmethod(policies.against_resetting)
    service = staticmethod(send_password_reset)
    done = "{} gets a mail."


class RequestFactorReset(ReasonedReset):
    """Ask for somebody's second factors to be taken away."""

    slug = "factor-reset"
    label = "Reset second factors"
    tone = "danger"
    consequences = (
        "Nothing changes until a second administrator agrees. The owner is told now and then.",
        "Afterwards the owner sets up a new factor, and signs nothing until an administrator who"
        " had no part in this has checked their identity.",
    )
    policy = staticmethod(policies.against_requesting_reset)
    service = staticmethod(request_factor_reset)
    done = "A second administrator has to agree now. The owner is told."

    def applies(self, user: User, thing: User) -> bool:
        """Tell whether none waits."""
        return policies.open_reset(thing) is None


class WaitingReset(AdministratorsAct):
    """An act on a reset that waits for a second administrator."""

    policy: Callable[..., list[str]]
    service: Callable[..., object]
    #: What is said when it is done; ``{}`` is the owner.
    done: str

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

    def against(self, user: User, thing: User) -> list[str]:
        """Ask the policy."""
        return self.policy(user, policies.open_reset(thing))

    def perform(self, user: User, thing: User, data: Mapping[str, Any]) -> str:
        """Settle it."""
        reset = policies.open_reset(thing)
        assert reset is not None  # or the policy refused
        self.service(acting_user=user, reset=reset)
        return self.done.format(thing.printed_name)


class ConfirmFactorReset(WaitingReset):
    """Agree to the reset, as the second administrator."""

    slug = "factor-reset-agree"
    label = "Agree to the reset"
    tone = "danger"
    consequences = ("The second factors stop working at once. The owner is told.",)
    policy = staticmethod(policies.against_confirming_reset)
    service = staticmethod(confirm_factor_reset)
    done = "The second factors of {} are reset."


class CancelFactorReset(WaitingReset):
    """Call the reset off."""

    slug = "factor-reset-cancel"
    label = "Call the reset off"
    consequences = ("The second factors stay as they are. The owner is told.",)
    policy = staticmethod(policies.against_cancelling_reset)
    service = staticmethod(cancel_factor_reset)
    done = "The reset is called off."
