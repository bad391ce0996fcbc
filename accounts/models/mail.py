"""Mail that is to be sent, and who wants which."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.enums import MailKind


class OutgoingMail(models.Model):
    """A mail, written in the transaction of the act that it tells of, and sent after it.

    What could not be sent is tried again at ``due_at``; ``gave_up_at`` says when that ended.
    """

    kind = models.CharField(max_length=12, choices=MailKind)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    to = models.EmailField()
    subject = models.CharField(max_length=300)
    body = models.TextField()
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    gave_up_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(sent_at__isnull=True, gave_up_at__isnull=True),
                name="mail_still_to_send",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} (to {self.to})"


class MailChoice(models.Model):
    """A kind of mail that a person has turned off, or on again."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mail_choices"
    )
    kind = models.CharField(max_length=12, choices=MailKind)
    wanted = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="mail_choice_once_a_kind"),
            models.CheckConstraint(
                name="mail_about_the_account_always",
                condition=~Q(kind=MailKind.ACCOUNT) | Q(wanted=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.kind} {'on' if self.wanted else 'off'}"
