"""What somebody has seen of a submission."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from editorial.models.submission import Submission


class LastSeen(models.Model):
    """How far into the article's record a person had read when they last looked.

    A reader's mark and nothing else: it is evidence of nothing.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="last_seen"
    )
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="last_seen")
    sequence = models.PositiveIntegerField()
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["submission", "user"]
        constraints = [
            models.UniqueConstraint(fields=["user", "submission"], name="last_seen_once_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.user} up to {self.sequence}"
