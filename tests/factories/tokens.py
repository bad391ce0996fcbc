"""Tokens for the API."""

from __future__ import annotations

from collections.abc import Collection

from accounts.enums import Scope
from accounts.models import ApiToken, User
from accounts.services.tokens import create_token


def token_of(
    user: User, scopes: Collection[str] = tuple(Scope.values), name: str = "Pipeline"
) -> tuple[ApiToken, str]:
    """Return a token of the person's, of all scopes unless given, and its secret."""
    return create_token(acting_user=user, name=name, scopes=scopes, days=30)
