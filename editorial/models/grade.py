"""GRADE: how certain the evidence for a claim is, and how strong the recommendation."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from editorial.enums import Certainty, Part, Strength
from editorial.models.comment import AnchoredModel
from editorial.models.submission import Submission


class GradedClaim(AnchoredModel):
    """A claim that a reviewer picked out of the text, and graded.

    A grade belongs to a claim, not to a citation. It is withdrawn, not changed.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, related_name="graded_claims"
    )
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="graded_claims"
    )
    certainty = models.CharField(max_length=12, choices=Certainty)
    strength = models.CharField(max_length=12, choices=Strength, blank=True)
    note = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="graded_claim_quotes_the_text",
                condition=Q(part__in=Part.values) & ~Q(exact=""),
            ),
            models.CheckConstraint(
                name="graded_claim_known",
                condition=Q(certainty__in=Certainty.values)
                & Q(strength__in=["", *Strength.values]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_certainty_display()}: {self.exact[:60]}"
