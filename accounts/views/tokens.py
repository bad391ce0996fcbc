"""A person's tokens for the API: the list, a new one, the end of one."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import policies
from accounts.services.tokens import create_token, revoke_token
from accounts.token_forms import TokenForm
from accounts.views.doing import make_with_secret, person_of, take_button


@require_safe
@never_cache
@login_required
def tokens(request: HttpRequest) -> HttpResponse:
    """List the person's tokens, newest first. No secret is among what is kept of them."""
    user = person_of(request)
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
    return make_with_secret(
        request,
        TokenForm(request.POST if request.method == "POST" else None),
        create_token,
        page="account/token_new.html",
        made_page="account/token_secret.html",
    )


@require_POST
@never_cache
@login_required
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """End a token; who does not own it can't tell that it exists."""
    token = get_object_or_404(person_of(request).api_tokens, pk=pk)
    said = f"“{token.name}” is revoked. It opens nothing any more."
    return take_button(request, revoke_token, said=said, back="accounts:tokens", token=token)
