"""Which mail somebody wants: their page, and the link at the end of a mail."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.services.mail_choices import (
    choose_mail,
    kinds_for,
    read_token,
    unsubscribe,
    wanted_kinds,
)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def mail(request: HttpRequest) -> HttpResponse:
    """Show the kinds of mail with a tick at those that are wanted, and take the choice."""
    user = cast("User", request.user)
    if request.method == "POST":
        choose_mail(acting_user=user, wanted=request.POST.getlist("wanted"))
        messages.success(request, "Your choice is saved.")
        return redirect("accounts:mail")
    context = {"kinds": kinds_for(user), "wanted": wanted_kinds(user)}
    return render(request, "account/mail.html", context)


# A mail program posts here by itself (RFC 8058): it has no session and no CSRF token. The signed
# token in the address is what says that the mail's receiver asks.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def unsubscribe_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether a kind of mail is to be turned off; turn it off on POST. Signs nobody in."""
    try:
        _user, kind = read_token(token)
        if request.method == "POST":
            unsubscribe(token=token)
    except BadSignature as error:
        raise Http404("This link is not one of ours.") from error
    context = {"kind": kind, "done": request.method == "POST"}
    return render(request, "account/unsubscribe.html", context)
