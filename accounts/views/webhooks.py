"""A person's webhooks: the list with what is waiting or dead, a new one, and their buttons."""

from __future__ import annotations

from typing import cast

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import policies
from accounts.enums import WebhookEvent
from accounts.errors import RefusedError
from accounts.models import User, WebhookDelivery, WebhookEndpoint
from accounts.services.webhooks import (
    add_webhook,
    choose_events,
    pause_webhook,
    redeliver,
    remove_webhook,
    send_test,
)

SHOWN = 30


class WebhookForm(forms.Form):
    """Where to post to."""

    url = forms.CharField(
        label="Address", max_length=300, help_text="It begins with https:// and is public."
    )
    events = forms.MultipleChoiceField(
        label="What it is told of",
        choices=WebhookEvent.choices,
        initial=WebhookEvent.values,
        widget=forms.CheckboxSelectMultiple,
    )


@require_safe
@never_cache
@login_required
def webhooks(request: HttpRequest) -> HttpResponse:
    """List the person's webhooks and the last messages to them."""
    user = cast("User", request.user)
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
    form = WebhookForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            endpoint, secret = add_webhook(
                acting_user=cast("User", request.user),
                url=form.cleaned_data["url"],
                events=form.cleaned_data["events"],
            )
        except RefusedError as error:
            form.add_error(None, error.reasons)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            context = {"endpoint": endpoint, "secret": secret}
            return render(request, "account/webhook_secret.html", context)
    return render(request, "account/webhook_new.html", {"form": form})


@require_POST
@never_cache
@login_required
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Pause, resume, test or remove a webhook or choose its events, as the button says."""
    user = cast("User", request.user)
    endpoint = get_object_or_404(user.webhooks.filter(removed_at=None), pk=pk)
    act = request.POST.get("act", "")
    if act in ("pause", "resume"):
        pause_webhook(acting_user=user, endpoint=endpoint, paused=act == "pause")
        messages.success(request, "Paused." if act == "pause" else "It is told again from now on.")
    elif act == "test":
        send_test(acting_user=user, endpoint=endpoint)
        messages.success(request, "A test message is on its way: see below in a minute.")
    elif act == "events":
        _choose(request, endpoint)
    elif act == "remove":
        remove_webhook(acting_user=user, endpoint=endpoint)
        messages.success(request, "Removed.")
    return redirect("accounts:webhooks")


def _choose(request: HttpRequest, endpoint: WebhookEndpoint) -> None:
    try:
        choose_events(
            acting_user=cast("User", request.user),
            endpoint=endpoint,
            events=request.POST.getlist("events"),
        )
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, "It is told of these events from now on.")


@require_POST
@never_cache
@login_required
def redeliver_one(request: HttpRequest, uid: str) -> HttpResponse:
    """Try a message again that was given up."""
    user = cast("User", request.user)
    mine = WebhookDelivery.objects.filter(endpoint__user=user).select_related("endpoint")
    delivery = get_object_or_404(mine, uid=uid)
    try:
        redeliver(acting_user=user, delivery=delivery)
    except RefusedError as error:
        messages.error(request, error.reasons[0])
    else:
        messages.success(request, "It is tried again.")
    return redirect("accounts:webhooks")
