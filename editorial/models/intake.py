"""What readers write to the office: reports of problems, and questions."""

from __future__ import annotations

import secrets
import uuid

from django.conf import settings
from django.db import models

from articles.models import Article, Publication
from editorial.enums import QuestionState, ReportKind, ReportState

#: Without letters and digits that are mistaken for one another when read aloud.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_ticket() -> str:
    """Return a number that nobody can guess: R- and twelve characters of thirty-one."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(12))
    return f"R-{drawn[:4]}-{drawn[4:8]}-{drawn[8:]}"


class FromReader(models.Model):
    """What somebody without an account sent, and who of the office took care of it when."""

    #: A keyed hash of the sender's network address and the day, for the limit; it names nobody.
    sender = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField()
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    handled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["-created_at", "-pk"]


class ProblemReport(FromReader):
    """A reader's report about a publication, and what came of it."""

    ticket = models.CharField(max_length=20, unique=True, default=new_ticket, editable=False)
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=12, choices=ReportKind)
    text = models.TextField()
    email = models.EmailField(blank=True)
    state = models.CharField(max_length=12, choices=ReportState, default=ReportState.OPEN)
    outcome = models.TextField(blank=True)

    class Meta(FromReader.Meta):
        indexes = [models.Index(fields=["sender", "created_at"], name="report_by_sender")]

    def __str__(self) -> str:
        return f"{self.ticket}: {self.publication.title}"


class ReaderQuestion(FromReader):
    """A reader's question to the office. Its asker can delete it, with every mail about it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    question = models.TextField()
    email = models.EmailField()
    asked_on = models.ForeignKey(
        Publication, on_delete=models.PROTECT, null=True, blank=True, related_name="questions"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(
        max_length=12, choices=QuestionState, default=QuestionState.UNCONFIRMED
    )
    answer = models.ForeignKey(
        Publication, on_delete=models.PROTECT, null=True, blank=True, related_name="answered"
    )
    draft = models.ForeignKey(
        Article, on_delete=models.PROTECT, null=True, blank=True, related_name="reader_questions"
    )

    class Meta(FromReader.Meta):
        indexes = [models.Index(fields=["sender", "created_at"], name="question_by_sender")]

    def __str__(self) -> str:
        # Without its words: the log of the desk, which outlives it, names it by this.
        return f"Reader's question {self.pk}"
