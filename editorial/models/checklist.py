"""Review instruments: what a checklist asks, and what a member answered."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from editorial.enums import Applies, Recommendation
from editorial.models.submission import Submission

#: The answer that no scale has: the item does not apply to this text.
NOT_APPLICABLE = "na"


class ChecklistQuerySet(models.QuerySet["Checklist"]):
    """Checklists, by what they are for."""

    def in_use(self) -> ChecklistQuerySet:
        """Only the versions that new reviews are given."""
        return self.filter(in_use=True)


class Checklist(models.Model):
    """One version of a checklist. What it asks can't be changed; a new version takes its place."""

    slug = models.SlugField(max_length=40)
    version = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    source = models.CharField(max_length=300, blank=True)
    applies_to = models.CharField(max_length=12, choices=Applies, default=Applies.EVERY)
    scale = models.JSONField(help_text="The answers: a list of pairs of number and words.")
    in_use = models.BooleanField(default=True)

    objects = ChecklistQuerySet.as_manager()

    class Meta:
        ordering = ["slug", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["slug", "version"], name="checklist_version_once"),
            models.UniqueConstraint(
                fields=["slug"], condition=Q(in_use=True), name="checklist_one_version_in_use"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, version {self.version}"

    @property
    def answers(self) -> list[tuple[str, str]]:
        """The answers of the scale, as values and words."""
        return [(str(number), words) for number, words in self.scale]


class ChecklistItem(models.Model):
    """One thing that a checklist asks."""

    checklist = models.ForeignKey(Checklist, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    section = models.CharField(max_length=80, blank=True)
    question = models.CharField(max_length=300)
    may_not_apply = models.BooleanField(default=False)

    class Meta:
        ordering = ["checklist", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["checklist", "position"], name="checklist_item_one_a_place"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.question}"


class Review(models.Model):
    """A member's working notes on a submission: a recommendation, remarks, checklists."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="reviews")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reviews"
    )
    recommendation = models.CharField(max_length=12, choices=Recommendation, blank=True)
    notes = models.TextField(blank=True)
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ["submission", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "member"], name="review_once_a_member"),
        ]

    def __str__(self) -> str:
        return f"Review by {self.member}"


class ChecklistResponse(models.Model):
    """A member's answers to one version of a checklist, about one revision.

    ``answers`` maps the position of an item to "value" and "reason", both text.
    """

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="responses")
    checklist = models.ForeignKey(Checklist, on_delete=models.PROTECT, related_name="responses")
    answers = models.JSONField(default=dict)
    updated_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["review", "checklist"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "checklist"], name="checklist_answered_once_a_review"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.checklist}: {len(self.answers)} answers"
