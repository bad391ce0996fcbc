"""allauth's forms with passwords, in this office's look: labels without a colon, one link each."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import (
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)


class PlainLabels:
    """Ends no label in a colon, as on all other pages."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class SignInForm(PlainLabels, LoginForm):
    """Sign in. The page itself links to a new password, so the field's help does not."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class AgainForm(PlainLabels, ReauthenticateForm):
    """Say again who one is."""


class ForgottenForm(PlainLabels, ResetPasswordForm):
    """Ask for a new password."""


class NewPasswordForm(PlainLabels, ResetPasswordKeyForm):
    """Choose a new password by the link in the mail."""
