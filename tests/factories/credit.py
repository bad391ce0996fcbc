"""What authors confirm before a text is submitted by page."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from articles.checks.contributions import CREDIT, ICMJE
from articles.models import Article
from editorial import services
from editorial.services.previewing import preview_article

#: A statement in which nothing is left open, as the services take it.
WHOLE: dict[str, Any] = {
    "criteria": list(ICMJE),
    "roles": [CREDIT[0]],
    "interests_confirmed": True,
}
#: The same as a page sends it.
POSTED = {**WHOLE, "interests_confirmed": "on"}


def final_digest(article: Article, author: User) -> str:
    """Return the digest of the text that would be frozen now."""
    fresh = Article.objects.get(pk=article.pk)
    return preview_article(acting_user=author, article=fresh).digest


def confirm(article: Article, *authors: User) -> None:
    """Let each of the authors confirm their part and approve the text as it is."""
    for author in authors:
        services.set_contribution(acting_user=author, article=article, **WHOLE)
        services.approve_final_text(
            acting_user=author, article=article, digest=final_digest(article, author)
        )
