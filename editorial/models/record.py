"""The audit trail of an article."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property

from articles.models import Article
from editorial.enums import Action


class Record(models.Model):
    """One entry of the append-only trail; each carries the hash of the one before it."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="records")
    sequence = models.PositiveIntegerField()
    action = models.CharField(max_length=32, choices=Action)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="records"
    )
    actor_name = models.CharField(max_length=250)
    at = models.DateTimeField()
    data = models.TextField()
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["article", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["article", "sequence"], name="record_place_once"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence}. {self.actor_name} {self.get_action_display()}"

    @cached_property
    def details(self) -> dict[str, Any]:
        """What the entry says beyond who, what and when."""
        details: dict[str, Any] = json.loads(self.data)
        return details
