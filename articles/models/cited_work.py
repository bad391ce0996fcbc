"""Which works a revision cites, by identifier."""

from __future__ import annotations

from django.db import models

from articles.models.revision import Revision


class CitedWork(models.Model):
    """A DOI or PubMed ID in the reference list of a revision, written when it is frozen."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="cited_works")
    kind = models.CharField(max_length=4, choices=[("doi", "DOI"), ("pmid", "PubMed ID")])
    value = models.CharField(max_length=255)
    key = models.CharField(max_length=255, blank=True)

    class Meta:
        ordering = ["revision", "pk"]
        indexes = [models.Index(fields=["kind", "value"], name="cited_work_by_identifier")]
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "kind", "value", "key"], name="cited_work_once_a_reference"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.value} in {self.revision}"
