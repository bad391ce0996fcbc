"""Open a pending text to the public, or close it again."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.errors import RefusedError, refuse_if
from accounts.models import User
from articles.models import Article
from editorial import policies
from editorial.enums import Action
from editorial.models import Submission
from editorial.services.trail import append_record, locked_submission


@transaction.atomic
def grant_early_access(*, acting_user: User, submission: Submission) -> Submission:
    """Let the public read the pending text, under its banner, until the submission is closed."""
    return _set(acting_user, submission, granted=True)


@transaction.atomic
def end_early_access(*, acting_user: User, submission: Submission) -> Submission:
    """Close the pending text to the public."""
    return _set(acting_user, submission, granted=False)


def _set(acting_user: User, submission: Submission, *, granted: bool) -> Submission:
    fresh = locked_submission(submission)
    refuse_if(policies.against_early_access(acting_user, fresh))
    if fresh.article.early_access == granted:
        raise RefusedError(["That is so already."])
    Article.objects.filter(pk=fresh.article_id).update(early_access=granted)
    fresh.article.early_access = granted
    append_record(
        article=fresh.article,
        action=Action.EARLY_ACCESS_GRANTED if granted else Action.EARLY_ACCESS_ENDED,
        actor=acting_user,
        at=timezone.now(),
        submission=str(fresh.uid),
    )
    return fresh
