"""Public notices about a publication."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from articles.enums import ENDING_NOTICES, NoticeKind
from articles.models.publication import Publication


class Notice(models.Model):
    """A correction, an expression of concern or a retraction: dated, signed with a name, public."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=24, choices=NoticeKind)
    reason = models.TextField()
    remove_text = models.BooleanField(default=False)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notices"
    )
    issuer_name = models.CharField(max_length=250)
    issued_at = models.DateTimeField()

    class Meta:
        ordering = ["-issued_at"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.publication.title}"

    @property
    def ends_publication(self) -> bool:
        """Whether the publication does not stand any more."""
        return self.kind in ENDING_NOTICES
