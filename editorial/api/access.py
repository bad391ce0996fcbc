"""Who asks: a token, what it opens, and how often it may ask."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from ninja.security import HttpBearer

from accounts.enums import Scope
from accounts.models import ApiToken, User
from accounts.services.tokens import use_token
from editorial import policies
from editorial.api.problems import ProblemError

MINUTE = 60


class Bearer(HttpBearer):
    """A token of an author's, with a scope that opens the operation."""

    def __init__(self, scope: Scope, *, queries: frozenset[str] = frozenset()) -> None:
        super().__init__()
        self.scope = str(scope.value)
        self.queries = queries

    def __call__(self, request: HttpRequest) -> Any:
        """Return the token behind a request, or refuse."""
        token = super().__call__(request)
        if token is None:
            raise ProblemError(
                401,
                "unknown-token",
                "Send a token that is known, not expired and not revoked: Authorization: Bearer …",
                headers={"WWW-Authenticate": 'Bearer realm="api", error="invalid_token"'},
            )
        return token

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        """Return the live token that the secret belongs to."""
        found = use_token(token.strip())
        if found is None:
            return None
        _count(found)
        if self.scope not in found.scope_names:
            challenge = f'Bearer error="insufficient_scope", scope="{self.scope}"'
            raise ProblemError(
                403,
                "scope",
                f"This token is not for that: it needs the scope {self.scope}.",
                headers={"WWW-Authenticate": challenge},
            )
        reasons = policies.against_creating(found.user)
        if reasons:
            raise ProblemError(403, "refused", " ".join(reasons), reasons=reasons)
        if not set(request.GET) <= self.queries:  # a misspelt one must not pass unnoticed
            raise ProblemError(422, "invalid", "The address asks for something unknown after “?”.")
        return found


def _count(token: ApiToken) -> None:
    """Refuse what a token asks beyond the limit of a minute."""
    now = int(time.time())
    key = f"api-rate:{token.pk}:{now // MINUTE}"
    cache.add(key, 0, timeout=2 * MINUTE)
    try:
        asked = cache.incr(key)
    except ValueError:  # the cache has dropped it in between
        return
    if asked > settings.API_REQUESTS_A_MINUTE:
        wait = MINUTE - now % MINUTE
        raise ProblemError(
            429,
            "too-many-requests",
            f"{settings.API_REQUESTS_A_MINUTE} requests a minute are the most. Wait {wait} s.",
            headers={"Retry-After": str(wait)},
        )


def token_of(request: HttpRequest) -> ApiToken:
    """Return the token that ``Bearer`` let through."""
    token: ApiToken = request.auth  # type: ignore[attr-defined]
    return token


def owner_of(request: HttpRequest) -> User:
    """Return the person whose token it is."""
    return token_of(request).user
