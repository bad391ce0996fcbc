"""What the heads of all trails were at an hour."""

from __future__ import annotations

import json
from typing import Any

from django.db import models
from django.utils.functional import cached_property


class Checkpoint(models.Model):
    """A signed Merkle root over the last records of all articles, append-only.

    ``changed`` is canonical JSON: a list of [article's uid, sequence, hash] for the trails that
    have grown since the checkpoint before. Together with the earlier ones it gives every leaf of
    the tree. ``manifest`` is what was signed; it stands in a file outside the database too.
    """

    number = models.PositiveIntegerField(unique=True)
    at = models.DateTimeField()
    root = models.CharField(max_length=64)
    changed = models.TextField()
    manifest = models.TextField()
    signature = models.CharField(max_length=88)
    key_id = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"Checkpoint {self.number}"

    @cached_property
    def heads(self) -> list[Any]:
        """The heads that changed: [uid, sequence, hash] each."""
        heads: list[Any] = json.loads(self.changed)
        return heads
