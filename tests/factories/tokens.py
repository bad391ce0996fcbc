"""Tokens for the API, and what programs write with them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from accounts.enums import Scope
from accounts.models import ApiToken, User
from accounts.services.tokens import create_token
from articles.models import Article
from editorial.services import create_article
from tests.factories.cast import Cast
from tests.factories.texts import complete


def token_of(
    user: User, scopes: Collection[str] = tuple(Scope.values), name: str = "Pipeline"
) -> tuple[ApiToken, str]:
    """Return a token of the person's, of all scopes unless given, and its secret."""
    return create_token(acting_user=user, name=name, scopes=scopes, days=30)


def by_program(cast: Cast, **changes: Any) -> Article:
    """Return a complete working copy of both authors that a program of the author's wrote."""
    return create_article(
        acting_user=cast.author,
        coauthors=[cast.coauthor],
        changes=complete(cast.specialty, **changes),
        token=token_of(cast.author)[0],
    )
