"""What an author did, and what they confirm about it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from articles.models.article import Article


class Contribution(models.Model):
    """An author's own statement about an article.

    ``criteria`` are keys of ICMJE, ``roles`` of CRediT (``articles.checks.contributions``). The
    text that was approved is known by its digest: whatever changes it asks for another approval.
    Who is taken off the byline keeps the row, which then counts for nothing.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="contributions")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="contributions"
    )
    criteria = models.JSONField(default=list, blank=True)
    roles = models.JSONField(default=list, blank=True)
    corresponding = models.BooleanField(default=False)
    approved_digest = models.CharField(max_length=64, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    interests_confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "user"], name="contribution_once_an_author"),
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(corresponding=True),
                name="contribution_one_corresponding",
            ),
            models.CheckConstraint(
                name="contribution_approval_is_dated",
                condition=Q(approved_digest="", approved_at__isnull=True)
                | (~Q(approved_digest="") & Q(approved_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} on {self.article}"
