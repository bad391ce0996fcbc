"""A person's webhooks: the list with what is waiting or dead, a new one, and their buttons."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import policies
from accounts.enums import WebhookEvent
from accounts.models import WebhookDelivery
from accounts.services.webhooks import (
    add_webhook,
    choose_events,
    pause_webhook,
    redeliver,
    remove_webhook,
    send_test,
)
from accounts.views.doing import make_with_secret, person_of, take_button
from accounts.webhook_forms import WebhookForm

SHOWN = 30
BACK = "accounts:webhooks"

#: What a button of a webhook does, and what is said when it is done.
BUTTONS: dict[str, tuple[Callable[..., object], str]] = {
    "pause": (partial(pause_webhook, paused=True), "Paused."),
    "resume": (partial(pause_webhook, paused=False), "It is told again from now on."),
    "test": (send_test, "A test message is on its way: see below in a minute."),
    "events": (choose_events, "It is told of these events from now on."),
    "remove": (remove_webhook, "Removed."),
}


@require_safe
@never_cache
@login_required
def webhooks(request: HttpRequest) -> HttpResponse:
    """List the person's webhooks and the last messages to them."""
    user = person_of(request)
    endpoints = user.webhooks.filter(removed_at=None)
    deliveries = WebhookDelivery.objects.filter(endpoint__user=user).select_related("endpoint")
    context = {
        "endpoints": endpoints,
        "deliveries": deliveries[:SHOWN],
        "dead": deliveries.filter(dead_at__isnull=False, endpoint__removed_at=None)[:SHOWN],
        "events": WebhookEvent.choices,
        "against": policies.against_adding_webhook(user),
    }
    return render(request, "account/webhooks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@reauthentication_required
def new_webhook(request: HttpRequest) -> HttpResponse:
    """Add an address, and show the secret of its messages in the answer, the only place."""
    return make_with_secret(
        request,
        WebhookForm(request.POST if request.method == "POST" else None),
        add_webhook,
        page="account/webhook_new.html",
        made_page="account/webhook_secret.html",
    )


@require_POST
@never_cache
@login_required
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Pause, resume, test or remove a webhook or choose its events, as the button says."""
    endpoint = get_object_or_404(person_of(request).webhooks.filter(removed_at=None), pk=pk)
    act = request.POST.get("act", "")
    if act not in BUTTONS:
        return redirect(BACK)
    service, said = BUTTONS[act]
    chosen = {"events": request.POST.getlist("events")} if act == "events" else {}
    return take_button(request, service, said=said, back=BACK, endpoint=endpoint, **chosen)


@require_POST
@never_cache
@login_required
def redeliver_one(request: HttpRequest, uid: str) -> HttpResponse:
    """Try a message again that was given up."""
    mine = WebhookDelivery.objects.filter(endpoint__user=person_of(request))
    delivery = get_object_or_404(mine.select_related("endpoint"), uid=uid)
    return take_button(request, redeliver, said="It is tried again.", back=BACK, delivery=delivery)
