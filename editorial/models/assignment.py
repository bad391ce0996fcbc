"""A board member asked to review a submission."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from editorial.enums import AssignmentState, Priority, ReminderKind
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
    priority = models.CharField(max_length=8, choices=Priority, default=Priority.NORMAL)
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

    @property
    def is_pending(self) -> bool:
        """Whether an answer or a signature is still to come."""
        return self.state in (AssignmentState.INVITED, AssignmentState.ACCEPTED)


class Reminder(models.Model):
    """A mail that reminded a member, so that each is sent once.

    A new invitation or another date makes it due anew.
    """

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="reminders")
    kind = models.CharField(max_length=12, choices=ReminderKind)
    invited_at = models.DateTimeField()
    due_on = models.DateField()
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["sent_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "kind", "invited_at", "due_on"],
                condition=~models.Q(kind=ReminderKind.BY_EDITOR),
                name="reminder_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment.member}: {self.get_kind_display().lower()}"
