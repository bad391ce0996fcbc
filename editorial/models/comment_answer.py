"""What authors answer to a remark, for the next revision."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from editorial.models.comment import Comment


class CommentAnswer(models.Model):
    """An author's answer to a thread that the authors may read. The last one of a thread counts.

    Nothing of it changes: another answer comes after it.
    """

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="answers")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="comment_answers"
    )
    answered_at = models.DateTimeField()
    addressed = models.BooleanField()
    text = models.TextField("answer, or why it was not addressed", blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="comment_answer_says_why_not", condition=Q(addressed=True) | ~Q(text="")
            )
        ]

    def __str__(self) -> str:
        return f"{'Addressed' if self.addressed else 'Not addressed'}, says {self.author}"
