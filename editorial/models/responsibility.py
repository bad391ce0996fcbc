"""A text that a program wrote, and who answers for it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import ApiToken
from articles.models import Article


class ResponsibilityQuerySet(models.QuerySet["Responsibility"]):
    """Responsibilities, taken or not."""

    def waiting(self) -> ResponsibilityQuerySet:
        """Only what no author has answered for yet."""
        return self.filter(taken_at=None)


class Responsibility(models.Model):
    """A program saved an article's working copy. It can't be submitted until an author answers.

    ``save_number`` is the program's first save since the last time, ``taken_for`` the save that
    the author had read. Whatever a program saves after that waits again, as a new row.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="responsibilities")
    token = models.ForeignKey(ApiToken, on_delete=models.PROTECT, related_name="+")
    save_number = models.PositiveBigIntegerField()
    posted_at = models.DateTimeField()
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_at = models.DateTimeField(null=True, blank=True)
    taken_for = models.PositiveBigIntegerField(null=True, blank=True)

    objects = ResponsibilityQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(taken_at__isnull=True),
                name="responsibility_one_waiting",
            ),
            models.CheckConstraint(
                name="responsibility_taken_by_somebody",
                condition=Q(taken_at__isnull=True, taken_by__isnull=True, taken_for__isnull=True)
                | Q(taken_at__isnull=False, taken_by__isnull=False, taken_for__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article}: {'taken' if self.taken_at else 'waiting'}"
