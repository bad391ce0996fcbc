"""Where somebody goes who has signed in."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.enums import DESK_ROLES, Role
from accounts.models import User
from accounts.policies import has_second_factor


@require_safe
@never_cache
@login_required
def start(request: HttpRequest) -> HttpResponse | HttpResponseRedirect:
    """Send the person to the room of their role; tell somebody without a role what to do.

    Who has roles in both rooms starts at the desk, where somebody is waiting for them.
    """
    user = cast("User", request.user)
    if user.is_staff and user.roles & DESK_ROLES:
        if not has_second_factor(user):
            messages.info(
                request,
                "Your account has no second factor yet. Set one up under “Second factors”: nobody"
                " signs without one.",
            )
        return redirect("admin:index")
    if user.has_role(Role.AUTHOR):
        return redirect("write:list")
    return render(request, "account/start.html")
