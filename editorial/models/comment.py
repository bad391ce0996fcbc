"""Remarks on a text under review, in threads."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from articles.anchoring import Anchor
from editorial.enums import OPEN_STATES, Audience, Part, Severity, State
from editorial.models.submission import Submission


class AnchoredModel(models.Model):
    """Something said about a passage (TextQuoteSelector), or about the whole if it has none."""

    part = models.CharField(max_length=12, choices=Part, blank=True)
    exact = models.TextField(blank=True)
    prefix = models.CharField(max_length=256, blank=True)
    suffix = models.CharField(max_length=256, blank=True)

    class Meta:
        abstract = True

    @property
    def anchor(self) -> Anchor:
        """Where it is said to stand."""
        return Anchor(self.exact, self.prefix, self.suffix)


class CommentQuerySet(models.QuerySet["Comment"]):
    """Comments, in the words of the desk."""

    def threads(self) -> CommentQuerySet:
        """Only those that begin a thread."""
        return self.filter(parent__isnull=True)

    def unresolved(self) -> CommentQuerySet:
        """Only threads that are not settled."""
        return self.threads().filter(resolved_at__isnull=True)

    def must_fix(self) -> CommentQuerySet:
        """Only threads that keep a text from being approved."""
        return self.unresolved().filter(severity=Severity.MUST_FIX)

    def holding_up(self, submission: Submission) -> CommentQuerySet:
        """Only threads that keep this submission from being approved: see ``must_fix``.

        They are its own and those of the rounds before it, back to the last approved one.
        """
        published_since = Submission.objects.filter(
            article=submission.article_id,
            state=State.APPROVED,
            pk__gte=OuterRef("submission_id"),
            pk__lt=submission.pk,
        )
        return self.must_fix().filter(
            ~Exists(published_since),
            submission__article=submission.article_id,
            submission__lte=submission.pk,
        )

    def told_to_authors(self) -> CommentQuerySet:
        """Only what the authors may read: meant for them, and the decision is made.

        A submission that its authors withdrew has no decision.
        """
        return self.filter(audience=Audience.AUTHORS).exclude(
            submission__state__in=[*OPEN_STATES, State.WITHDRAWN]
        )


class Comment(AnchoredModel):
    """A remark, or a reply to one. What it says can't be changed; a thread can be resolved."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="comments")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replies"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="comments"
    )
    created_at = models.DateTimeField()
    body = models.TextField()
    severity = models.CharField(max_length=12, choices=Severity, blank=True)
    audience = models.CharField(max_length=12, choices=Audience)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="comment_thread_has_severity",
                condition=Q(parent__isnull=True, severity__in=Severity.values)
                | Q(parent__isnull=False, severity="", resolved_at__isnull=True),
            ),
            models.CheckConstraint(
                name="comment_audience_known", condition=Q(audience__in=Audience.values)
            ),
            models.CheckConstraint(
                name="comment_anchor_whole",
                condition=Q(part="", exact="") | (Q(part__in=Part.values) & ~Q(exact="")),
            ),
            models.CheckConstraint(
                name="comment_resolved_by_somebody",
                condition=Q(resolved_at__isnull=True, resolved_by__isnull=True)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_severity_display() or 'Reply'} by {self.author}"

    @property
    def is_resolved(self) -> bool:
        """Whether the thread is settled."""
        return self.resolved_at is not None

    @property
    def is_told_to_authors(self) -> bool:
        """Whether it is a thread that the authors may read: as ``told_to_authors`` says."""
        undecided = (*OPEN_STATES, State.WITHDRAWN)
        return (
            self.parent_id is None
            and self.audience == Audience.AUTHORS
            and self.submission.state not in undecided
        )

    @property
    def is_private(self) -> bool:
        """Whether it never reaches the authors."""
        return self.audience == Audience.PRIVATE
