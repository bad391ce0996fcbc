"""What a program proves itself with when it acts for a person, and what it was answered."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.enums import Scope


class ApiToken(models.Model):
    """A secret of a person's, for a program of theirs. Of the secret only a digest is kept.

    What the program may do is what its owner may do, and of that only what the scopes name.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="api_tokens"
    )
    name = models.CharField(max_length=80)
    #: SHA-256: the secret is random and long, so that a slow hash would add nothing but time.
    digest = models.CharField(max_length=64, unique=True)
    #: The secret's last characters, by which its owner tells it from others.
    ending = models.CharField(max_length=4)
    scopes = models.CharField(max_length=100)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.name} (…{self.ending})"

    def is_live(self, now: datetime | None = None) -> bool:
        """Tell whether the token opens anything at the moment."""
        return self.revoked_at is None and (now or timezone.now()) < self.expires_at

    @property
    def scope_names(self) -> list[str]:
        """The scopes, each by its name."""
        return self.scopes.split()

    @property
    def scope_labels(self) -> list[str]:
        """The scopes in words."""
        return [str(Scope(name).label) for name in self.scope_names]


class ApiAnswer(models.Model):
    """What a program was answered to a request that it named by a key (Idempotency-Key).

    The same request again gets the same answer, and does nothing a second time.
    """

    token = models.ForeignKey(ApiToken, on_delete=models.PROTECT, related_name="answers")
    key = models.CharField(max_length=80)
    request_digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token", "key"], name="api_answer_once_a_key"),
        ]
        indexes = [models.Index(fields=["at"], name="api_answer_by_age")]

    def __str__(self) -> str:
        return f"{self.key}: {self.status}"
