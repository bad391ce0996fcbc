"""The trail of what administrators do to accounts: the admin's own log."""

from __future__ import annotations

from django.contrib.admin.models import ADDITION as ADDED
from django.contrib.admin.models import CHANGE as CHANGED
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from accounts.models import User

__all__ = ["ADDED", "CHANGED", "log", "rename_in_log"]


def rename_in_log(thing: Model, name: str) -> None:
    """Have the log call a thing by another name: what it was called is to be forgotten."""
    LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(thing), object_id=str(thing.pk)
    ).update(object_repr=name)


def log(acting_user: User, thing: Model, flag: int, sentence: str) -> None:
    """Append who did what to the thing, in a sentence."""
    LogEntry.objects.log_actions(
        user_id=acting_user.pk,
        queryset=[thing],
        action_flag=flag,
        change_message=sentence,
        single_object=True,
    )
