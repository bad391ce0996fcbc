"""What a specialty demands before anything of it is published."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from accounts.models import Specialty
from articles.enums import Kind

#: NHS and STANDARDS: 36 months at most.
LONGEST_INTERVAL = 36


class Policy(models.Model):
    """How many approvals, how many of them from the specialty, and when to look again.

    The row without a specialty is the default. A submission copies what it needs when it is made,
    so that changing a policy approves nothing.
    """

    specialty = models.OneToOneField(
        Specialty, on_delete=models.PROTECT, null=True, blank=True, related_name="policy"
    )
    approvals = models.PositiveSmallIntegerField(default=2, validators=[MinValueValidator(2)])
    specialists = models.PositiveSmallIntegerField(
        default=1, help_text="How many of the approvals must come from the article's specialty."
    )
    treatment_review_months = models.PositiveSmallIntegerField(
        default=12, validators=[MinValueValidator(1), MaxValueValidator(LONGEST_INTERVAL)]
    )
    general_review_months = models.PositiveSmallIntegerField(
        default=24, validators=[MinValueValidator(1), MaxValueValidator(LONGEST_INTERVAL)]
    )

    class Meta:
        verbose_name_plural = "policies"
        ordering = [F("specialty__name").asc(nulls_first=True)]
        constraints = [
            models.UniqueConstraint(
                models.Value(1),
                condition=Q(specialty__isnull=True),
                name="policy_one_default",
            ),
            models.CheckConstraint(
                name="policy_two_approvals_at_least",
                condition=Q(approvals__gte=2),
                violation_error_message="One person's approval is no review by a board.",
            ),
            models.CheckConstraint(
                name="policy_specialists_among_approvals",
                condition=Q(specialists__lte=F("approvals")),
                violation_error_message="More specialists than approvals are asked for.",
            ),
        ]

    def __str__(self) -> str:
        return f"Policy for {self.specialty}" if self.specialty else "Default policy"

    def review_months(self, kind: str) -> int:
        """Return after how many months an article of this kind is reviewed again."""
        if kind == Kind.TREATMENT:
            return self.treatment_review_months
        return self.general_review_months
