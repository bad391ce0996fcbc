"""A work: its identity, its authors and its working copy."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.dispatch import receiver
from simple_history.models import HistoricalRecords
from simple_history.signals import post_create_historical_record

from accounts.models import Specialty, User
from articles.enums import AIUse, Kind

#: The disclaimer that every revision carries unless an article has its own (HONcode 2).
DISCLAIMER = (
    "This page is for education. It supports, and does not replace, the judgement of a health "
    "professional who knows the patient. Check doses and licences in a current source before "
    "you act."
)


class Article(models.Model):
    """A question, its authors, and the text they are working on.

    The fields below are the *working copy*: they may change at any time and reach nobody. What is
    reviewed is a Revision, what is read is a Publication.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    question = models.CharField(max_length=300)
    title = models.CharField(max_length=200)
    specialty = models.ForeignKey(Specialty, on_delete=models.PROTECT, related_name="articles")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.TREATMENT)
    clinician_text = models.TextField(blank=True)
    plain_text = models.TextField("plain-language text", blank=True)
    references = models.JSONField(default=list, blank=True)
    ai_use = models.CharField("use of AI", max_length=12, choices=AIUse, default=AIUse.NOT_STATED)
    ai_tool = models.CharField("AI tool", max_length=120, blank=True)
    ai_purpose = models.CharField("purpose of the AI tool", max_length=300, blank=True)
    #: Kept for the authors and the desk: no part of the content document, and so of no revision.
    ai_prompts = models.TextField("prompts given to the AI tool", blank=True)
    ai_verified_by = models.CharField("verified by", max_length=120, blank=True)
    funding = models.CharField(max_length=300, blank=True)
    disclaimer = models.TextField(default=DISCLAIMER)
    source_updated_on = models.DateField(null=True, blank=True)
    early_access = models.BooleanField(default=False, editable=False)
    authors = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="Authorship", related_name="articles"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    history = HistoricalRecords(excluded_fields=["early_access"])

    #: The number of the newest save, on an instance that a service returns.
    last_save: int | None = None

    class Meta:
        ordering = ["-updated_at"]

    def __str__(self) -> str:
        return self.title

    @property
    def ordered_authors(self) -> list[User]:
        """The authors in the order of the byline."""
        return [line.user for line in self.authorships.all()]


@receiver(post_create_historical_record, sender=Article.history.model)
def _note_save(instance: Article, history_instance: Any, **_: Any) -> None:
    """Keep the number of a save, so that nobody needs to look for it."""
    instance.last_save = history_instance.history_id


class Authorship(models.Model):
    """An author's place in the byline."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="authorships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="authorships"
    )
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["article", "user"], name="author_once_an_article"),
            models.UniqueConstraint(fields=["article", "position"], name="author_one_a_place"),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.position})"
