"""The trail of what happens to somebody's ways to sign in, and the mail about it."""

from __future__ import annotations

from django.utils import timezone

from accounts.enums import SecurityAction
from accounts.models import SecurityEvent, User
from accounts.services.mail import tell_administrators, tell_owner


def record_event(
    *,
    user: User,
    actor: User,
    action: SecurityAction,
    sentence: str = "",
    administrators: bool = True,
) -> SecurityEvent:
    """Append to the trail, and mail the owner and the administrators (without the one who acts).

    ``administrators`` is False for what an owner does with their own account every day.
    """
    event = SecurityEvent.objects.create(
        user=user, actor=actor, action=action, at=timezone.now(), sentence=sentence
    )
    tell_owner(event)
    if administrators:
        tell_administrators(event)
    return event
