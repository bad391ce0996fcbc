"""Who somebody is, by address and password: every attempt is counted, wherever it is made."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from accounts.enums import AttemptKind
from accounts.errors import RefusedError
from accounts.models import User
from accounts.services.attempts import begin_attempt, conclude


class CountingBackend(AuthenticationBackend):
    """allauth's backend, behind the lock."""

    def authenticate(
        self, request: HttpRequest | None, **credentials: Any
    ) -> AbstractBaseUser | None:
        """Check the password unless the account is locked. Raises PermissionDenied if it is."""
        typed = str(credentials.get("email") or credentials.get("username") or "")
        if not typed or not credentials.get("password"):
            return None
        account = User.objects.filter(email=typed.strip().lower()).first()
        try:
            attempt = begin_attempt(kind=AttemptKind.SIGN_IN, user=account, typed=typed)
        except RefusedError as locked:
            raise PermissionDenied(str(locked)) from locked
        user: AbstractBaseUser | None = super().authenticate(request, **credentials)
        conclude(attempt, succeeded=user is not None)
        return user
