"""What the pages of tokens and webhooks do alike: make a thing with a secret, take a button."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.errors import RefusedError
from accounts.models import User


def make_with_secret(
    request: HttpRequest,
    form: Form,
    service: Callable[..., tuple[Any, str]],
    *,
    page: str,
    made_page: str,
) -> HttpResponse:
    """Show the form, or let the service make a thing, whose secret is in this answer alone."""
    if request.method == "POST" and form.is_valid():
        try:
            made, secret = service(acting_user=person_of(request), **form.cleaned_data)
        except RefusedError as error:
            form.add_error(None, error.reasons)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return render(request, made_page, {"made": made, "secret": secret})
    return render(request, page, {"form": form})


def take_button(
    request: HttpRequest, service: Callable[..., object], *, said: str, back: str, **details: Any
) -> HttpResponse:
    """Let the service do what a button says, and go back with a sentence: done, or why not."""
    try:
        service(acting_user=person_of(request), **details)
    except RefusedError as error:
        messages.error(request, error.reasons[0])
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, said)
    return redirect(back)


def person_of(request: HttpRequest) -> User:
    """Return the person behind a request that ``login_required`` let through."""
    return cast("User", request.user)
