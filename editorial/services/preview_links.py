"""Let somebody without an account read a pending text, for a while."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.errors import RefusedError, refuse_if
from accounts.models import User
from editorial import policies
from editorial.enums import Action
from editorial.instants import utc_text
from editorial.models import PreviewLink, Submission
from editorial.services.trail import append_record, locked_submission

LONGEST_DAYS = 30


@transaction.atomic
def make_preview_link(*, acting_user: User, submission: Submission, days: int = 7) -> PreviewLink:
    """Make a link to the frozen text under its banner, which ends after some days."""
    fresh = locked_submission(submission)
    refuse_if(policies.against_preview_links(acting_user, fresh))
    if not 1 <= days <= LONGEST_DAYS:
        raise ValidationError({"days": f"Choose 1 to {LONGEST_DAYS} days."})
    now = timezone.now()
    if fresh.preview_links.holding(now).exists():
        raise RefusedError(["There is a preview link already. Revoke it to make another."])
    link = PreviewLink.objects.create(
        submission=fresh,
        created_by=acting_user,
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    append_record(
        article=fresh.article,
        action=Action.PREVIEW_LINK_MADE,
        actor=acting_user,
        at=now,
        submission=str(fresh.uid),
        link=link.pk,
        expires_at=utc_text(link.expires_at),
    )
    return link


@transaction.atomic
def revoke_preview_links(*, acting_user: User, submission: Submission) -> int:
    """End all links to the submission's text at once; return how many there were."""
    fresh = locked_submission(submission)
    refuse_if(policies.against_preview_links(acting_user, fresh))
    now = timezone.now()
    links = fresh.preview_links.holding(now)
    ended = sorted(links.values_list("pk", flat=True))
    if not ended:
        raise RefusedError(["There is no preview link that still opens."])
    links.update(revoked_at=now)
    append_record(
        article=fresh.article,
        action=Action.PREVIEW_LINKS_REVOKED,
        actor=acting_user,
        at=now,
        submission=str(fresh.uid),
        links=ended,
    )
    return len(ended)
