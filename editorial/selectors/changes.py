"""What has changed since somebody last looked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from editorial.models import LastSeen, Record, Submission


@dataclass(frozen=True)
class Changes:
    """The record's entries that are new to a person, oldest first, and where the record ends."""

    entries: tuple[Record, ...]
    last_sequence: int
    seen_at: datetime | None


def changes_for(user: User, submission: Submission) -> Changes:
    """Return what others did about the submission since the person last looked. Two queries."""
    mark = LastSeen.objects.filter(user=user, submission=submission).first()
    records = submission.article.records
    if mark is None:
        last = records.order_by("-sequence").values_list("sequence", flat=True).first()
        return Changes(entries=(), last_sequence=last or 0, seen_at=None)
    newer = list(records.filter(sequence__gt=mark.sequence).order_by("sequence"))
    uid = str(submission.uid)
    return Changes(
        entries=tuple(
            record
            for record in newer
            if record.actor_id != user.pk and record.details.get("submission") == uid
        ),
        last_sequence=newer[-1].sequence if newer else mark.sequence,
        seen_at=mark.seen_at,
    )


def news_for(user: User, submissions: Sequence[Submission]) -> dict[int, int]:
    """Return how many entries by others are new in each submission's article.

    Submissions that the person never looked at are left out. Two queries, however many there are.
    """
    seen = dict(
        LastSeen.objects.filter(user=user, submission__in=submissions).values_list(
            "submission_id", "sequence"
        )
    )
    looked_at = [submission for submission in submissions if submission.pk in seen]
    rows = list(
        Record.objects.order_by()
        .filter(article__in=[submission.article_id for submission in looked_at])
        .exclude(actor=user)
        .values_list("article_id", "sequence")
    )
    return {
        submission.pk: sum(
            1
            for article, sequence in rows
            if article == submission.article_id and sequence > seen[submission.pk]
        )
        for submission in looked_at
    }
