"""allauth's forms of second factors, with our own checks: counted, locked, and no code twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY, generate_totp_secret
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, ReauthenticateWebAuthnForm
from django import forms
from django.core.exceptions import ValidationError

from accounts import secrets
from accounts.errors import RefusedError
from accounts.models import User
from accounts.services.factors import code_matches, demo_code
from accounts.services.second_factor import check_code, counted

CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}


class ActivateForm(forms.Form):
    """Set up an authenticator app.

    Until the app's first code has come back, the new secret waits in the session: encrypted, for
    sessions lie in the database as well.
    """

    code = forms.CharField(
        label="Code that the app shows",
        help_text="Six digits. They change every thirty seconds.",
        widget=forms.TextInput(attrs=CODE),
        error_messages={"required": "Type the six digits that the app shows."},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)
        session = context.request.session
        sealed = session.get(SECRET_SESSION_KEY) if self.is_bound else None
        self.secret = secrets.decrypt(sealed) if sealed else generate_totp_secret()
        if not sealed:
            session[SECRET_SESSION_KEY] = secrets.encrypt(self.secret)

    def clean_code(self) -> str:
        """Check that the app has the secret."""
        code: str = self.cleaned_data["code"]
        if not code_matches(self.secret, code):
            raise ValidationError(
                "This is not the code. Look again; is the clock of your device right?"
            )
        return code


class _CheckedCode:
    """Takes a code of the app, or a recovery code, once."""

    user: User
    cleaned_data: dict[str, Any]
    authenticator: Authenticator

    def clean_code(self) -> str:
        """Check the code by the service that counts."""
        code: str = self.cleaned_data["code"]
        try:
            self.authenticator = check_code(user=self.user, code=code)
        except RefusedError as refused:
            raise ValidationError(refused.reasons) from refused
        return code


def _in_our_words(form: forms.Form, user: User) -> None:
    field = form.fields["code"]
    field.label = "Code"
    field.help_text = "From your authenticator app, or one of your recovery codes."
    shown = demo_code(user)
    if shown:  # a demo person has no app; outside the demo there is nothing to show
        field.help_text = (
            f"In the demo the code is {shown}: it comes from a secret that everybody can read."
        )
    field.widget = forms.TextInput(attrs=CODE)


class CodeForm(_CheckedCode, AuthenticateForm):
    """The second step of signing in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_our_words(self, self.user)


class CodeAgainForm(_CheckedCode, ReauthenticateForm):
    """It is still you, before you change a factor."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_our_words(self, self.user)


class _CountedPasskey:
    """Counts the answers of passkeys, and takes whatever a browser sends."""

    user: User

    def clean_credential(self) -> Authenticator:
        """Let allauth check the answer, as an attempt."""
        check: Callable[[], Authenticator] = super().clean_credential  # type: ignore[misc]
        try:
            return counted(user=self.user, check=check)
        except RefusedError as refused:
            raise ValidationError(refused.reasons) from refused


class PasskeyForm(_CountedPasskey, AuthenticateWebAuthnForm):
    """The second step of signing in."""


class PasskeyAgainForm(_CountedPasskey, ReauthenticateWebAuthnForm):
    """It is still you, before you change a factor."""
