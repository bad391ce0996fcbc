"""How allauth behaves here."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.urls import reverse

from accounts import policies, secrets
from accounts.network import client_address
from accounts.services.attempts import against_address
from accounts.services.sessions import mark_own_sign_in

ALLAUTHS_STAGE = "allauth.mfa.stages.AuthenticateStage"
OUR_STAGE = "accounts.stages.SecondFactorStage"


class ClosedSignUpAdapter(DefaultAccountAdapter):
    """Accounts are given by an administrator: allauth's sign-up is open unless told otherwise."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse in words what the backend refuses anyway: see ``accounts.backends``."""
        reasons = against_address(str(credentials.get("email") or ""))
        if reasons:
            raise ValidationError(reasons)
        super().pre_authenticate(request, **credentials)

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        """Check the password of whoever is signed in: by their address, not by allauth's copy."""
        found = self.authenticate(self.request, email=user.get_username(), password=password)
        return found is not None and found.pk == user.pk

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Open the session, and mark it as opened by its owner: all stages are behind them."""
        super().login(request, user)
        mark_own_sign_in(request.session, user)  # type: ignore[arg-type]

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return whence a request comes, for limits: see ``accounts.network``."""
        address = client_address(request)
        if not address:
            raise PermissionDenied("It is not known where this comes from.")
        return address

    def format_email_subject(self, subject: str) -> str:
        """Begin it as every other mail does; allauth would ask the request for a name."""
        return f"[{settings.SITE_NAME}] {subject}"

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the link at this office's own address, whatever host the request named."""
        address = reverse("account_reset_password_from_key", kwargs={"uidb36": "U", "key": "K"})
        return settings.SITE_URL + address.replace("U-K", quote(key))

    def get_login_stages(self) -> list[str]:
        """Return allauth's stages, with our own second factor."""
        return [
            OUR_STAGE if stage == ALLAUTHS_STAGE else stage for stage in super().get_login_stages()
        ]

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[Any]:
        """Return how somebody confirms that it is still them, before they change a factor.

        Who has a second factor needs it: or who steals a session and a password would add a
        factor of their own, and sign.
        """
        methods: list[Any] = super().get_reauthentication_methods(user)
        if user.is_authenticated and policies.has_second_factor(user):  # type: ignore[arg-type]
            return [method for method in methods if method["id"] != "reauthenticate"]
        return methods


class FactorAdapter(DefaultMFAAdapter):
    """Second factors: secrets are encrypted at rest, which allauth leaves to its users."""

    def encrypt(self, text: str) -> str:
        """Seal a secret."""
        return secrets.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret."""
        return secrets.decrypt(encrypted_text)
