"""The second step of signing in."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest

from accounts.services.factors import demo_code


class SecondFactorStage(AuthenticateStage):
    """Asks for the second factor of who has one.

    Not for the demo's public one: it would protect nothing, and a newcomer shall get in with what
    the README says. (Signing asks for it, with the code beside the field.)
    """

    def _should_handle(self, request: HttpRequest) -> bool:
        wanted: bool = super()._should_handle(request)
        return wanted and not _only_the_demos(self.login.user)


def _only_the_demos(user: Any) -> bool:
    passkeys = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN)
    return bool(demo_code(user)) and not passkeys.exists()
