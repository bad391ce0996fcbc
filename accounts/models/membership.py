"""Seats on the Medical Advisory Board."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models.specialty import Specialty


class BoardMembershipQuerySet(models.QuerySet["BoardMembership"]):
    """Seats, by day."""

    def on(self, day: date) -> BoardMembershipQuerySet:
        """Only the seats whose term includes the day."""
        return self.filter(Q(term_end__isnull=True) | Q(term_end__gte=day), term_start__lte=day)


class BoardMembership(models.Model):
    """A member's seat: for which specialties, from when to when (both days included)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships"
    )
    specialties = models.ManyToManyField(Specialty, related_name="memberships")
    term_start = models.DateField()
    term_end = models.DateField(null=True, blank=True)

    objects = BoardMembershipQuerySet.as_manager()

    class Meta:
        ordering = ["-term_start"]
        constraints = [
            models.CheckConstraint(
                name="membership_term_in_order",
                condition=Q(term_end__isnull=True) | Q(term_end__gte=F("term_start")),
                violation_error_message="A term can't end before it starts.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, from {self.term_start}"

    def covers(self, specialty: Specialty) -> bool:
        """Tell whether the member is on the board for the specialty."""
        return self.specialties.filter(pk=specialty.pk).exists()
