"""A board member asked to review a submission."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from editorial.enums import AssignmentState
from editorial.models.submission import Submission


class Assignment(models.Model):
    """An invitation and what became of it."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="assignments")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments"
    )
    state = models.CharField(
        max_length=12, choices=AssignmentState, default=AssignmentState.INVITED
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    invited_at = models.DateTimeField()
    due_on = models.DateField()
    responded_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)
    conflict_declared = models.BooleanField(default=False)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "member"], name="assignment_once_a_member"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.get_state_display().lower()}"
