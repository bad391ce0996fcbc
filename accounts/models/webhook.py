"""Where a program wants to be told, and what it is still to be told."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q


class WebhookEndpoint(models.Model):
    """An address of a person's, to which we post what becomes of their texts.

    ``sealed_secret`` is what the messages are signed with, encrypted as second factors are.
    ``events`` are those that it is told of; none is all, also those that are yet to come.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="webhooks"
    )
    url = models.URLField(max_length=300)
    sealed_secret = models.CharField(max_length=300)
    events = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.url

    def wants(self, event: str) -> bool:
        """Tell whether the address is to be told of an event."""
        return not self.events or event in self.events


class WebhookDelivery(models.Model):
    """A message to an endpoint, written in the transaction of the act that it tells of.

    What could not be delivered is tried again at ``due_at``; ``dead_at`` says when that ended.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    endpoint = models.ForeignKey(
        WebhookEndpoint, on_delete=models.PROTECT, related_name="deliveries"
    )
    event = models.CharField(max_length=40)
    payload = models.TextField()
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    dead_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(delivered_at__isnull=True, dead_at__isnull=True),
                name="webhook_still_to_deliver",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} to {self.endpoint}"
