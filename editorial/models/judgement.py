"""An open submission, judged by another policy than the one it was submitted under."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from editorial.models.submission import Submission


class Judgement(models.Model):
    """What an editor judged the submission by from then on, and why. Never changed.

    The submission's own numbers may change only together with such a row: see ``guards``.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="judgements")
    approvals_needed = models.PositiveSmallIntegerField()
    specialists_needed = models.PositiveSmallIntegerField()
    review_months = models.PositiveSmallIntegerField()
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    judged_at = models.DateTimeField()
    reason = models.CharField(max_length=300)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="judgement_needs_two_approvals",
                condition=Q(approvals_needed__gte=2)
                & Q(specialists_needed__lte=F("approvals_needed")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.approvals_needed} approvals, since {self.judged_at:%-d %B %Y}"
