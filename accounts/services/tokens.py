"""Tokens for the API: made, used and revoked. The secret is shown once and kept nowhere."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import timedelta
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts import policies
from accounts.enums import Scope, SecurityAction
from accounts.errors import refuse_if
from accounts.models import ApiToken, User
from accounts.services.security import record_event

#: By which a leaked secret is recognised, also by programs that look for such.
PREFIX = "imp_"
LONGEST_DAYS = 365
LONGEST_NAME = 80
#: A token that was used within it is not noted as used again: reading must not write each time.
GRAIN = timedelta(minutes=10)


@transaction.atomic
def create_token(
    *, acting_user: User, name: str, scopes: Collection[str], days: int
) -> tuple[ApiToken, str]:
    """Create a token of the acting person's; return it with its secret, which nothing keeps.

    It expires after ``days``. Its owner is mailed. Raises ValidationError.
    """
    owner = User.objects.select_for_update().get(pk=acting_user.pk)
    refuse_if(policies.against_creating_token(owner))
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise ValidationError({"name": f"Name it, in {LONGEST_NAME} characters at most."})
    if not scopes or not set(scopes) <= set(Scope.values):
        raise ValidationError({"scopes": "Choose what the token is for."})
    if not 1 <= days <= LONGEST_DAYS:
        raise ValidationError({"days": f"A token lasts {LONGEST_DAYS} days at most."})
    secret = PREFIX + secrets.token_urlsafe(32)
    now = timezone.now()
    token = ApiToken.objects.create(
        user=owner,
        name=name,
        digest=digest_of(secret),
        ending=secret[-4:],
        scopes=" ".join(scope for scope in Scope.values if scope in scopes),
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    _tell(acting_user, token, SecurityAction.TOKEN_CREATED)
    return token, secret


@transaction.atomic
def revoke_token(*, acting_user: User, token: ApiToken) -> ApiToken:
    """End a token of the acting person's, now and for good."""
    fresh = ApiToken.objects.select_for_update().get(pk=token.pk)
    refuse_if(policies.against_revoking_token(acting_user, fresh))
    fresh.revoked_at = timezone.now()
    fresh.save(update_fields=["revoked_at"])
    _tell(acting_user, fresh, SecurityAction.TOKEN_REVOKED)
    return fresh


def use_token(secret: str) -> ApiToken | None:
    """Return the live token of an active person that a secret belongs to, noted as used."""
    if not secret.startswith(PREFIX):
        return None
    token = ApiToken.objects.select_related("user").filter(digest=digest_of(secret)).first()
    now = timezone.now()
    if token is None or not token.is_live(now) or not token.user.is_active:
        return None
    if token.last_used_at is None or now - token.last_used_at > GRAIN:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return token


def digest_of(secret: str) -> str:
    """Return what is kept of a secret."""
    return sha256(secret.encode()).hexdigest()


def _tell(acting_user: User, token: ApiToken, action: SecurityAction) -> None:
    record_event(
        user=token.user,
        actor=acting_user,
        action=action,
        sentence=f"“{token.name}”, for: {', '.join(token.scope_names)}.",
        administrators=False,
    )
