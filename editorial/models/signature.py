"""A member's decision, bound to the text."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from articles.models import Revision
from editorial.enums import Meaning
from editorial.models.submission import Submission


class Signature(models.Model):
    """An append-only, signed decision on a revision's digest.

    ``manifest`` is the canonical JSON text that was signed; the columns repeat it for queries, and
    ``verify_record`` holds them against it.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="signatures")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="signatures")
    signer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="signatures"
    )
    meaning = models.CharField(max_length=12, choices=Meaning)
    specialist = models.BooleanField()
    digest = models.CharField(max_length=64)
    html_digest = models.CharField(max_length=64)
    printed_name = models.CharField(max_length=120)
    credentials = models.CharField(max_length=120, blank=True)
    #: What the signer proved themselves with; empty before version 2 of the manifest.
    components = models.CharField(max_length=40, blank=True)
    signed_at = models.DateTimeField()
    manifest = models.TextField()
    signature = models.CharField(max_length=88)
    key_id = models.CharField(max_length=64)

    class Meta:
        ordering = ["signed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "signer"], name="signature_once_a_person"
            ),
            models.CheckConstraint(
                name="signature_meaning_known", condition=models.Q(meaning__in=Meaning.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.printed_name}: {self.meaning}"
