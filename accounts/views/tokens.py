"""A person's tokens for the API: the list, a new one, the end of one."""

from __future__ import annotations

from typing import cast

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import policies
from accounts.errors import RefusedError
from accounts.models import User
from accounts.services.tokens import create_token, revoke_token
from accounts.token_forms import TokenForm


@require_safe
@never_cache
@login_required
def tokens(request: HttpRequest) -> HttpResponse:
    """List the person's tokens, newest first. No secret is among what is kept of them."""
    user = cast("User", request.user)
    now = timezone.now()
    lines = [(token, token.is_live(now)) for token in user.api_tokens.all()]
    context = {"lines": lines, "against": policies.against_creating_token(user)}
    return render(request, "account/tokens.html", context)


# Who finds a session open must not leave with a key of their own: the password is asked for.
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@reauthentication_required
def new_token(request: HttpRequest) -> HttpResponse:
    """Make a token, and show its secret in the answer, which is the only place."""
    form = TokenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            token, secret = create_token(
                acting_user=cast("User", request.user), **form.cleaned_data
            )
        except RefusedError as error:
            form.add_error(None, error.reasons)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            context = {"token": token, "secret": secret}
            return render(request, "account/token_secret.html", context)
    return render(request, "account/token_new.html", {"form": form})


@require_POST
@never_cache
@login_required
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """End a token; who does not own it can't tell that it exists."""
    user = cast("User", request.user)
    token = get_object_or_404(user.api_tokens, pk=pk)
    try:
        revoke_token(acting_user=user, token=token)
    except RefusedError as error:
        messages.error(request, error.reasons[0])
    else:
        messages.success(request, f"“{token.name}” is revoked. It opens nothing any more.")
    return redirect("accounts:tokens")
