"""Fifteen idle minutes end the session of who may enter the desk (STANDARDS, sign-off 10)."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

LAST_SEEN = "last_seen"
#: Seconds within which a second request writes nothing.
GRAIN = 15


class IdleSessionMiddleware:
    """Signs an idle person out at the moment somebody asks who they are.

    A page that asks for nobody stays free of the session, as readers' pages must.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Put our question before Django's answer."""
        known: Any = request.user
        request.user = SimpleLazyObject(lambda: _unless_idle(request, known))  # type: ignore[assignment]
        return self.get_response(request)


def note_sign_in(request: HttpRequest | None, **_: Any) -> None:
    """Receiver of ``user_logged_in``: the session starts as used."""
    if request is not None and hasattr(request, "session"):
        request.session[LAST_SEEN] = int(time.time())


def _unless_idle(request: HttpRequest, known: Any) -> Any:
    if not known.is_authenticated or not known.is_staff:
        return known
    now = int(time.time())
    last = request.session.get(LAST_SEEN, now)
    if now - last >= settings.IDLE_SECONDS:
        request.user = known  # logout asks who it is, and would come here again
        logout(request)
        messages.info(
            request,
            "You were signed out after fifteen minutes without activity. What you had typed is"
            " offered to you again on its page.",
        )
        return AnonymousUser()
    if now - last > GRAIN or LAST_SEEN not in request.session:
        request.session[LAST_SEEN] = now
    return known
