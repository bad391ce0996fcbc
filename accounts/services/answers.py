"""What programs were answered to a request that they named by a key, kept for a day."""

from __future__ import annotations

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import ApiAnswer, ApiToken

KEPT = timedelta(hours=24)


def take_key(*, token: ApiToken, key: str, request_digest: str) -> tuple[ApiAnswer, bool]:
    """Return the row of a key, and whether it was there, inside the transaction of the act.

    Another request with the same key waits here until that transaction has ended.
    """
    now = timezone.now()
    rows = ApiAnswer.objects.filter(token=token)
    rows.filter(at__lt=now - KEPT).delete()
    try:
        with transaction.atomic():
            row = ApiAnswer.objects.create(
                token=token, key=key, request_digest=request_digest, at=now
            )
    except IntegrityError:
        return rows.get(key=key), True
    return row, False


def keep_answer(*, answer: ApiAnswer, status: int, body: str) -> None:
    """Keep what the act was answered."""
    answer.status, answer.body = status, body
    answer.save(update_fields=["status", "body"])
