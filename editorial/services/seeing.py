"""Mark how far somebody has read. It is no act on the text, so it leaves no record."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.errors import refuse_if
from accounts.models import User
from editorial import review_policies
from editorial.models import LastSeen, Submission


@transaction.atomic
def mark_seen(*, acting_user: User, submission: Submission, sequence: int) -> LastSeen:
    """Note that the person has seen the record up to a number; it never goes back."""
    refuse_if(review_policies.against_taking_part(acting_user, submission))
    last = submission.article.records.order_by("-sequence").values_list("sequence", flat=True)
    upto = min(max(sequence, 0), last.first() or 0)
    mark, _created = LastSeen.objects.select_for_update().get_or_create(
        user=acting_user,
        submission=submission,
        defaults={"sequence": upto, "seen_at": timezone.now()},
    )
    mark.sequence, mark.seen_at = max(mark.sequence, upto), timezone.now()
    mark.save(update_fields=["sequence", "seen_at"])
    return mark
