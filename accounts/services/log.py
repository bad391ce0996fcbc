"""The trail of what administrators do to accounts: the admin's own log."""

from __future__ import annotations

from django.contrib.admin.models import ADDITION as ADDED
from django.contrib.admin.models import CHANGE as CHANGED
from django.contrib.admin.models import LogEntry
from django.db.models import Model

from accounts.models import User

__all__ = ["ADDED", "CHANGED", "log"]


def log(acting_user: User, thing: Model, flag: int, sentence: str) -> None:
    """Append who did what to the thing, in a sentence."""
    LogEntry.objects.log_actions(
        user_id=acting_user.pk,
        queryset=[thing],
        action_flag=flag,
        change_message=sentence,
        single_object=True,
    )
