"""Who answers for what a program wrote: an author, who says so on a page. No program can."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.errors import ConflictError, refuse_if
from accounts.models import ApiToken, User
from articles.enums import AIUse
from articles.models import Article
from articles.services.working_copy import store
from editorial import program_policies
from editorial.enums import Action
from editorial.models import Responsibility
from editorial.services.trail import append_record, locked_article


@transaction.atomic
def take_responsibility(*, acting_user: User, article: Article, seen_save: int) -> Responsibility:
    """Answer for the text as it was in the save that the acting author has read.

    Where an AI tool was used, the author is named as who verified it. Raises ConflictError if
    there is a newer save than they saw.
    """
    fresh = locked_article(article.pk)
    refuse_if(program_policies.against_taking_responsibility(acting_user, fresh))
    newest = fresh.history.latest()
    if newest.history_id != seen_save:
        raise ConflictError(
            ["The text was saved again since you opened this page. Read it as it is now."]
        )
    now = timezone.now()
    waiting = fresh.responsibilities.waiting().select_related("token").get()
    waiting.taken_by, waiting.taken_at, waiting.taken_for = acting_user, now, seen_save
    waiting.save(update_fields=["taken_by", "taken_at", "taken_for"])
    if fresh.ai_use == AIUse.USED:
        store(fresh, {"ai_verified_by": acting_user.printed_name}, by=acting_user)
    append_record(
        article=fresh,
        action=Action.RESPONSIBILITY_TAKEN,
        actor=acting_user,
        at=now,
        program=waiting.token.name,
        read=seen_save,
        save=fresh.history.latest().history_id,
    )
    return waiting


def await_responsibility(article: Article, token: ApiToken) -> None:
    """Let a locked article that a program has just saved wait for an author."""
    Responsibility.objects.get_or_create(
        article=article,
        taken_at=None,
        defaults={
            "token": token,
            "save_number": article.history.latest().history_id,
            "posted_at": timezone.now(),
        },
    )


def unclaimed(changes: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a program's changes without who verified the text, which no program can say.

    Who was named before stays: what the program changed waits for somebody's responsibility, who
    is named in their place.
    """
    return {name: value for name, value in changes.items() if name != "ai_verified_by"}
