"""What stands behind a signing ability: identity checks, attempts, proofs and resets."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.enums import AttemptKind, Document, SecurityAction

USER = settings.AUTH_USER_MODEL


class IdentityCheck(models.Model):
    """An administrator has seen who somebody is (21 CFR 11.100 b). Never changed."""

    user = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="identity_checks")
    checked_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    document = models.CharField("what was shown", max_length=20, choices=Document)
    note = models.CharField(max_length=200, blank=True)
    checked_at = models.DateTimeField()

    class Meta:
        ordering = ["-checked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="identity_checked_by_somebody_else", condition=~Q(user=F("checked_by"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_document_display()}, {self.checked_at:%-d %B %Y}"


class SecurityEvent(models.Model):
    """One entry of the append-only trail of what was done to somebody's ways to sign in."""

    user = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="security_events")
    actor = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=24, choices=SecurityAction)
    at = models.DateTimeField()
    sentence = models.TextField(blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["user", "action", "at"], name="event_by_user")]

    def __str__(self) -> str:
        return f"{self.get_action_display()}: {self.user}"


class FormerAddress(models.Model):
    """An address that an administrator replaced: it hears of the account for some time still."""

    user = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="former_addresses")
    address = models.EmailField()
    told_until = models.DateTimeField()

    class Meta:
        ordering = ["-told_until", "-pk"]

    def __str__(self) -> str:
        return f"{self.address}, until {self.told_until:%-d %B %Y}"


class Attempt(models.Model):
    """Somebody tried to prove who they are.

    It counts as failed from the moment it begins until it has succeeded, so that guesses made at
    the same time are counted before any of them is answered. ``subject`` is the account's uid, or
    a digest of the address that was typed where there is no such account.
    """

    subject = models.CharField(max_length=64)
    user = models.ForeignKey(
        USER, on_delete=models.PROTECT, null=True, blank=True, related_name="attempts"
    )
    kind = models.CharField(max_length=16, choices=AttemptKind)
    at = models.DateTimeField()
    failed = models.BooleanField(default=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["subject", "at"], name="attempt_by_subject")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {'failed' if self.failed else 'succeeded'}"


class SigningProof(models.Model):
    """A person has proved who they are, to sign one thing, once, at once.

    ``subject`` is the uid of what is to be signed and ``digest`` that of the text shown. A series
    of signings begins with two components; ``previous_at`` is when its last proof was given.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="signing_proofs")
    subject = models.UUIDField()
    digest = models.CharField(max_length=64)
    components = models.CharField(max_length=40)
    series = models.UUIDField()
    series_began_at = models.DateTimeField()
    previous_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    #: Of a passkey's challenge, which must not be answered twice.
    challenge = models.CharField(max_length=64, null=True, blank=True, unique=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.user}: {self.components}"

    @property
    def component_names(self) -> list[str]:
        """The components, in the order in which they are asked for."""
        return self.components.split()


class FactorReset(models.Model):
    """Second factors taken from their owner: asked for by one administrator, done by another."""

    user = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="factor_resets")
    requested_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    reason = models.CharField(max_length=300)
    confirmed_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="factor_reset_by_two_others",
                condition=~Q(user=F("requested_by"))
                & (
                    Q(confirmed_by__isnull=True)
                    | (~Q(user=F("confirmed_by")) & ~Q(requested_by=F("confirmed_by")))
                ),
            ),
            models.CheckConstraint(
                name="factor_reset_confirmed_or_cancelled",
                condition=Q(confirmed_at__isnull=True) | Q(cancelled_at__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(confirmed_at__isnull=True, cancelled_at__isnull=True),
                name="factor_reset_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"Reset of {self.user}'s second factors"
