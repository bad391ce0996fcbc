"""Who may say what an author did, and who joins a byline. As in ``editorial.policies``."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from editorial.enums import Action
from editorial.policies import against_saving

if TYPE_CHECKING:
    from accounts.models import User
    from articles.models import Article
    from editorial.policies import Person

#: How many co-authors one author may invite to an article in an hour: each is a mail to somebody.
MOST_AN_HOUR = 10


def against_stating(user: Person, article: Article) -> list[str]:
    """Return why the person can't state their own part in the article."""
    return against_saving(user, article)


def against_approving_text(user: Person, article: Article) -> list[str]:
    """Return why the person can't approve the text as its author."""
    return against_saving(user, article)


def against_setting_corresponding(user: Person, article: Article, author: User) -> list[str]:
    """Return why the person can't make somebody the corresponding author."""
    reasons = against_saving(user, article)
    if not reasons and not article.authorships.filter(user_id=author.pk).exists():
        return ["Only one of its authors can be the corresponding author."]
    return reasons


def against_inviting(user: Person, article: Article, now: datetime) -> list[str]:
    """Return why the person can't invite a co-author."""
    reasons = against_saving(user, article)
    if reasons or user is None:
        return reasons
    recent = article.records.filter(
        actor_id=user.pk, action=Action.COAUTHOR_INVITED, at__gt=now - timedelta(hours=1)
    )
    if recent.count() >= MOST_AN_HOUR:
        return ["You have invited many people in the last hour. Try again later."]
    return []
