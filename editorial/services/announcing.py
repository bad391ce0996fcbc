"""Tell the programs of authors and editors what becomes of a text, as its trail is written."""

from __future__ import annotations

from accounts.enums import Role, WebhookEvent
from accounts.models import User
from accounts.services.webhooks import tell
from editorial.enums import Action
from editorial.models import Record

#: What is told, by what it is called outside. Neither text nor letter goes out: who is told asks
#: for them, with a token.
EVENTS: dict[str, WebhookEvent] = {
    Action.SUBMITTED: WebhookEvent.SUBMITTED,
    Action.WITHDRAWN: WebhookEvent.WITHDRAWN,
    Action.REVIEW_BEGUN: WebhookEvent.UNDER_REVIEW,
    Action.CHANGES_REQUESTED: WebhookEvent.CHANGES_REQUESTED,
    Action.DECLINED: WebhookEvent.DECLINED,
    Action.APPROVED: WebhookEvent.APPROVED,
    Action.PUBLISHED: WebhookEvent.PUBLISHED,
    Action.RETRACTED: WebhookEvent.RETRACTED,
}


def announce(record: Record) -> None:
    """Write what an entry of the trail says to the article's authors, and to every editor."""
    event = EVENTS.get(record.action)
    if event is None:
        return
    people = {author.pk: author for author in record.article.ordered_authors}
    editors = User.objects.filter(is_active=True, groups__name=Role.EDITOR)
    people |= {editor.pk: editor for editor in editors.filter(webhooks__isnull=False)}
    about = {"draft": record.article.slug}
    for name in ("submission", "revision"):
        if name in record.details:
            about[name] = record.details[name]
    tell(people.values(), event, about)
