"""Works that were retracted, and what is to be done about the articles that cite them."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from articles.models import Article


class RetractedWork(models.Model):
    """A work that an editor has marked as retracted, by its DOI or PubMed ID."""

    kind = models.CharField(max_length=4, choices=[("doi", "DOI"), ("pmid", "PubMed ID")])
    value = models.CharField(max_length=255)
    reason = models.TextField()
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="retracted_works"
    )
    marked_at = models.DateTimeField()

    class Meta:
        ordering = ["-marked_at"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "value"], name="retracted_work_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.value}"


class CitationTask(models.Model):
    """The desk's task: an article cites a retracted work. An editor's decision closes it."""

    work = models.ForeignKey(RetractedWork, on_delete=models.PROTECT, related_name="tasks")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="citation_tasks")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="closed_citation_tasks",
    )
    decision = models.TextField(blank=True)

    class Meta:
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["work", "article"], name="citation_task_once"),
        ]

    def __str__(self) -> str:
        return f"{self.article} cites {self.work}"
