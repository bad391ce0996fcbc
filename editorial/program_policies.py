"""Who may answer for what a program wrote, and why not. As in ``editorial.policies``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editorial.policies import against_saving

if TYPE_CHECKING:
    from articles.models import Article
    from editorial.policies import Person


def against_taking_responsibility(user: Person, article: Article) -> list[str]:
    """Return why the person can't take responsibility for what a program wrote."""
    reasons = against_saving(user, article)
    if not reasons and not article.responsibilities.waiting().exists():
        return ["Nothing here waits for somebody to take responsibility."]
    return reasons
