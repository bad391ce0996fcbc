"""Webhooks: addresses that are told, and the messages that are still to be delivered."""

from __future__ import annotations

import hmac
import json
import logging
import secrets as random
import time
from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts import policies
from accounts.enums import SecurityAction, WebhookEvent
from accounts.errors import refuse_if
from accounts.models import User, WebhookDelivery, WebhookEndpoint
from accounts.posting import PostingError, post, problem_with
from accounts.secrets import decrypt, encrypt
from accounts.services.security import record_event

logger = logging.getLogger(__name__)

#: How long after the first, second, … failure a message is tried again. After the last it is dead.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 25, 125, 625, 1440))
LONGEST_TRY = timedelta(minutes=2)
AT_ONCE = 50
KEPT = timedelta(days=30)
PREFIX = "whsec_"
TEST = "test"


@transaction.atomic
def add_webhook(
    *, acting_user: User, url: str, events: Collection[str] = tuple(WebhookEvent)
) -> tuple[WebhookEndpoint, str]:
    """Add an address of the acting person's; return it with its secret, which is shown once."""
    owner = User.objects.select_for_update().get(pk=acting_user.pk)
    refuse_if(policies.against_adding_webhook(owner))
    url = url.strip()
    wrong = problem_with(url)
    if wrong or len(url) > 300:
        raise ValidationError({"url": wrong or "This address is too long."})
    secret = PREFIX + random.token_urlsafe(32)
    endpoint = WebhookEndpoint.objects.create(
        user=owner,
        url=url,
        sealed_secret=encrypt(secret),
        events=_chosen(events),
        created_at=timezone.now(),
    )
    record_event(
        user=owner,
        actor=acting_user,
        action=SecurityAction.WEBHOOK_ADDED,
        sentence=f"{url}.",
        administrators=False,
    )
    return endpoint, secret


@transaction.atomic
def choose_events(*, acting_user: User, endpoint: WebhookEndpoint, events: Collection[str]) -> None:
    """Tell an address of these events alone from now on. What waits is still delivered."""
    fresh = _locked(acting_user, endpoint)
    fresh.events = _chosen(events)
    fresh.save(update_fields=["events"])


def _chosen(events: Collection[str]) -> list[str]:
    """Return what is kept of a choice: nothing for all. Raises ValidationError."""
    if not events:
        raise ValidationError({"events": "Choose at least one event, or pause the webhook."})
    if unknown := sorted(set(events) - set(WebhookEvent.values)):
        raise ValidationError({"events": f"There is no event \u201c{unknown[0]}\u201d."})
    kept = [event.value for event in WebhookEvent if event.value in events]
    return [] if len(kept) == len(WebhookEvent) else kept


@transaction.atomic
def pause_webhook(*, acting_user: User, endpoint: WebhookEndpoint, paused: bool) -> None:
    """Stop telling an address, or go on. What happens meanwhile is not told later."""
    fresh = _locked(acting_user, endpoint)
    fresh.paused_at = timezone.now() if paused else None
    fresh.save(update_fields=["paused_at"])


@transaction.atomic
def remove_webhook(*, acting_user: User, endpoint: WebhookEndpoint) -> None:
    """Never tell an address again; what it was still to be told is dead."""
    fresh = _locked(acting_user, endpoint)
    fresh.removed_at = timezone.now()
    fresh.save(update_fields=["removed_at"])
    _waiting().filter(endpoint=fresh).update(dead_at=fresh.removed_at, last_error="Removed.")


@transaction.atomic
def send_test(*, acting_user: User, endpoint: WebhookEndpoint) -> WebhookDelivery:
    """Send an address a message that says nothing, to see whether it arrives."""
    return _write(_locked(acting_user, endpoint), TEST, {})


@transaction.atomic
def redeliver(*, acting_user: User, delivery: WebhookDelivery) -> None:
    """Try a dead message again, from the beginning."""
    _locked(acting_user, delivery.endpoint)
    dead = WebhookDelivery.objects.filter(pk=delivery.pk, dead_at__isnull=False)
    if not dead.update(dead_at=None, attempts=0, due_at=timezone.now()):
        refuse_if(["Only what is given up can be sent again."])


def tell(people: Iterable[User], event: str, about: Mapping[str, Any]) -> None:
    """Write a message to the addresses of the people that want it, in the act's transaction."""
    endpoints = WebhookEndpoint.objects.filter(
        user__in=list(people), user__is_active=True, paused_at=None, removed_at=None
    )
    for endpoint in endpoints:
        if endpoint.wants(event):
            _write(endpoint, event, about)


def deliver_webhooks() -> int:
    """Try every message that is due, oldest first; return how many arrived."""
    now = timezone.now()
    due = _waiting().filter(due_at__lte=now).order_by("due_at").values_list("pk", flat=True)
    arrived = sum(_deliver(pk) for pk in list(due[:AT_ONCE]))
    WebhookDelivery.objects.filter(delivered_at__lt=now - KEPT).delete()
    return arrived


def signature(secret: str, moment: int, body: bytes) -> str:
    """Return what proves that a message is ours and of that moment."""
    return hmac.new(secret.encode(), f"{moment}.".encode() + body, sha256).hexdigest()


def _waiting() -> Any:
    return WebhookDelivery.objects.filter(delivered_at__isnull=True, dead_at__isnull=True)


def _locked(acting_user: User, endpoint: WebhookEndpoint) -> WebhookEndpoint:
    fresh = WebhookEndpoint.objects.select_for_update().get(pk=endpoint.pk)
    refuse_if(policies.against_webhook(acting_user, fresh))
    return fresh


def _write(endpoint: WebhookEndpoint, event: str, about: Mapping[str, Any]) -> WebhookDelivery:
    now = timezone.now()
    delivery = WebhookDelivery(endpoint=endpoint, event=event, created_at=now, due_at=now)
    message = {"id": str(delivery.uid), "event": event, "at": now.isoformat(), **about}
    delivery.payload = json.dumps(message, ensure_ascii=False)
    delivery.save()
    return delivery


def _deliver(pk: int) -> bool:
    """Try a message; of two workers one does. A message may arrive twice: its id stays the same."""
    now = timezone.now()
    if not _waiting().filter(pk=pk, due_at__lte=now).update(due_at=now + LONGEST_TRY):
        return False
    delivery = WebhookDelivery.objects.select_related("endpoint__user").get(pk=pk)
    error = _try(delivery)
    changes: dict[str, Any] = {"attempts": delivery.attempts + 1, "last_error": error}
    if not error:
        changes["delivered_at"] = timezone.now()
    elif delivery.attempts < len(PAUSES):
        changes["due_at"] = timezone.now() + PAUSES[delivery.attempts]
    else:
        changes["dead_at"] = timezone.now()
    WebhookDelivery.objects.filter(pk=pk).update(**changes)
    return not error


def _try(delivery: WebhookDelivery) -> str:
    """Post a message once; return what went wrong, or ""."""
    if not delivery.endpoint.user.is_active:
        return "The account is closed."
    body, moment = delivery.payload.encode(), int(time.time())
    signed = signature(decrypt(delivery.endpoint.sealed_secret), moment, body)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Imprimatur-Webhooks/1",
        "Imprimatur-Event": delivery.event,
        "Imprimatur-Delivery": str(delivery.uid),
        "Imprimatur-Signature": f"t={moment},v1={signed}",
    }
    try:
        status = post(delivery.endpoint.url, body, headers)
    except PostingError as error:
        return str(error)
    return "" if 200 <= status < 300 else f"The answer was {status}."
