"""What readers read. The reader's pages import this module and no other model."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from articles.credit import credited
from articles.days import today as current_day
from articles.enums import NoticeKind, PublicationStatus


class PublicationQuerySet(models.QuerySet["Publication"]):
    """Publications, in the words of readers."""

    def live(self) -> PublicationQuerySet:
        """Only what stands."""
        return self.filter(status=PublicationStatus.LIVE)

    def standing(self, slug: str) -> PublicationQuerySet:
        """What the address of an article shows: its live publication, else its retracted one."""
        return self.filter(
            slug=slug, status__in=[PublicationStatus.LIVE, PublicationStatus.RETRACTED]
        ).order_by(
            models.Case(models.When(status=PublicationStatus.LIVE, then=0), default=1),
            "-published_at",
        )

    def listed(self) -> PublicationQuerySet:
        """What lists show, newest first, without the texts that they do not need."""
        return (
            self.live()
            .defer("content", "html", "plain_html", "references_html", "toc")
            .with_plain()
            .with_doubts()
            .order_by("-published_at", "-pk")
        )

    def with_ends(self) -> PublicationQuerySet:
        """Add ``is_withdrawn``: whether what ended was withdrawn and not retracted."""
        about = Publication.objects.filter(
            pk=models.OuterRef("pk"), notices__kind=NoticeKind.WITHDRAWAL
        )
        return self.annotate(is_withdrawn=models.Exists(about))

    def with_plain(self) -> PublicationQuerySet:
        """Add ``has_plain``: whether it has a plain-language text, without fetching it."""
        return self.annotate(
            has_plain=models.Case(
                models.When(plain_html="", then=False),
                default=True,
                output_field=models.BooleanField(),
            )
        )

    def with_doubts(self) -> PublicationQuerySet:
        """Add ``is_doubted``: whether an expression of concern stands about it."""
        about = Publication.objects.filter(
            pk=models.OuterRef("pk"), notices__kind=NoticeKind.CONCERN
        )
        return self.annotate(is_doubted=models.Exists(about))


class Publication(models.Model):
    """A copy of a signed revision: its text, its HTML and who signed.

    The database refuses a copy that differs from the revision by one byte, one without an
    approved submission, and any later change but that of the status (see ``guards``).
    """

    article = models.ForeignKey(
        "articles.Article", on_delete=models.PROTECT, related_name="publications"
    )
    revision = models.ForeignKey(
        "articles.Revision", on_delete=models.PROTECT, related_name="publications"
    )
    number = models.PositiveIntegerField()
    slug = models.SlugField(max_length=80)
    question = models.CharField(max_length=300)
    title = models.CharField(max_length=200)
    specialty_slug = models.SlugField()
    specialty_name = models.CharField(max_length=80)
    specialty_schema_org = models.CharField(max_length=40, blank=True)
    content = models.TextField()
    digest = models.CharField(max_length=64, db_index=True)
    html = models.TextField()
    plain_html = models.TextField(blank=True)
    references_html = models.TextField(blank=True)
    toc = models.TextField()
    html_digest = models.CharField(max_length=64)
    reviewers = models.TextField()
    credit = models.TextField(blank=True)
    summary = models.CharField(max_length=300, blank=True)
    published_at = models.DateTimeField()
    last_reviewed = models.DateField()
    next_review_due = models.DateField()
    status = models.CharField(
        max_length=12, choices=PublicationStatus, default=PublicationStatus.LIVE
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at"]
        indexes = [
            models.Index(fields=["slug", "status"], name="publication_by_slug"),
            # Lists must not read every text to find the newest ones.
            models.Index(fields=["status", "-published_at", "-id"], name="publication_newest"),
            models.Index(
                fields=["status", "specialty_slug", "specialty_name"],
                name="publication_by_specialty",
            ),
            models.Index(
                fields=["status", "specialty_slug", "-published_at", "-id"],
                name="publication_newest_of",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(status=PublicationStatus.LIVE),
                name="publication_one_live_an_article",
            ),
            models.CheckConstraint(
                name="publication_ended_unless_live",
                condition=Q(status=PublicationStatus.LIVE, ended_at__isnull=True)
                | (~Q(status=PublicationStatus.LIVE) & Q(ended_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} (version {self.number})"

    @cached_property
    def document(self) -> dict[str, Any]:
        """The content document that was signed."""
        document: dict[str, Any] = json.loads(self.content)
        return document

    @cached_property
    def headings(self) -> list[dict[str, Any]]:
        """The table of contents."""
        headings: list[dict[str, Any]] = json.loads(self.toc)
        return headings

    @cached_property
    def authors(self) -> list[dict[str, Any]]:
        """The authors as they were frozen, with what each did and whom to write to."""
        return credited(self.document, self.credit)

    @cached_property
    def signers(self) -> list[dict[str, Any]]:
        """Who signed: name, credentials, affiliation, meaning, disclosure and time, as signed."""
        signers: list[dict[str, Any]] = json.loads(self.reviewers)
        return signers

    @property
    def is_live(self) -> bool:
        """Whether this is what stands."""
        return self.status == PublicationStatus.LIVE

    @property
    def is_retracted(self) -> bool:
        """Whether this was retracted."""
        return self.status == PublicationStatus.RETRACTED

    @property
    def ended_as(self) -> str:
        """How a text that does not stand any more ended, in a word, as its notice says."""
        kinds = {notice.kind for notice in self.notices.all()}
        return "withdrawn" if NoticeKind.WITHDRAWAL in kinds else "retracted"

    def review_is_overdue(self, today: date | None = None) -> bool:
        """Tell whether the text should have been reviewed again by now."""
        return self.next_review_due < (today or current_day())
