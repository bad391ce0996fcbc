"""allauth's form of a new password, with the old one checked as everywhere: counted and locked."""

from __future__ import annotations

from allauth.account.forms import ChangePasswordForm
from django.core.exceptions import ValidationError

from accounts.enums import AttemptKind
from accounts.errors import RefusedError
from accounts.models import User
from accounts.services.attempts import begin_attempt, conclude
from accounts.sign_in_forms import PlainLabels


class CountingPasswordForm(PlainLabels, ChangePasswordForm):
    """Without it, whoever takes a session over could guess the password here for ever."""

    user: User

    def clean_oldpassword(self) -> str:
        """Check the old password as an attempt."""
        typed: str = self.cleaned_data.get("oldpassword", "")
        try:
            attempt = begin_attempt(kind=AttemptKind.SIGN_IN, user=self.user)
        except RefusedError as locked:
            raise ValidationError(locked.reasons) from locked
        right = self.user.check_password(typed)
        conclude(attempt, succeeded=right)
        if not right:
            raise ValidationError("This is not your password.")
        return typed
