"""A snapshot of an article that nothing can change."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.functional import cached_property

from articles.models.article import Article


class Revision(models.Model):
    """All that is reviewed, frozen at submission.

    ``content`` is the canonical JSON text (RFC 8785) and ``digest`` its SHA-256. The HTML is made
    from it once, here, so that the reviewer sees the very bytes that a publication will serve;
    ``html_digest`` binds them.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(validators=[MinValueValidator(1)])
    question = models.CharField(max_length=300)
    title = models.CharField(max_length=200)
    content = models.TextField()
    digest = models.CharField(max_length=64, db_index=True)
    html = models.TextField()
    plain_html = models.TextField(blank=True)
    references_html = models.TextField(blank=True)
    toc = models.TextField()
    html_digest = models.CharField(max_length=64)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="frozen_revisions"
    )
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["article", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.title} (revision {self.number})"

    @cached_property
    def document(self) -> dict[str, Any]:
        """The content document."""
        document: dict[str, Any] = json.loads(self.content)
        return document

    @cached_property
    def headings(self) -> list[dict[str, Any]]:
        """The table of contents: level, id and text of each heading."""
        headings: list[dict[str, Any]] = json.loads(self.toc)
        return headings
