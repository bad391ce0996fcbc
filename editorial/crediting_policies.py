"""Who may say what an author did, and who joins a byline. As in ``editorial.policies``."""

from __future__ import annotations

from collections.abc import Sequence
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


def leading_author(article: Article) -> User | None:
    """Return who started the article, while they are in its byline; else the first author."""
    byline = article.ordered_authors
    created = article.records.filter(action=Action.CREATED).order_by("sequence")
    started = created.values_list("actor_id", flat=True).first()
    return next((author for author in byline if author.pk == started), next(iter(byline), None))


def against_taking_off(user: Person, article: Article, people: Sequence[User]) -> list[str]:
    """Return why the person can't take others off the byline.

    Everybody may leave it themselves. Nobody loses their article to a co-author: only who started
    it takes others off.
    """
    others = [person for person in people if person != user]
    leading = leading_author(article)
    if not others or leading is None or leading == user:
        return []
    names = " and ".join(person.printed_name for person in others)
    return [
        f"{names} can't be taken off the authors by you: each author can leave on the page"
        f" “Authors and credit”, and {leading.printed_name} can take off another."
    ]


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
