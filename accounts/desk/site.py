"""The admin's own pages that this office does not use: each leads to the one that it does."""

from __future__ import annotations

from typing import Any

from allauth.account import views as allauth
from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect


def use_one_door(site: AdminSite) -> None:
    """Replace sign-in, sign-out, password, search and the lists of apps of the admin's site.

    A second form for any of them would have rules of its own. Must run before the site's addresses
    are built.
    """
    pages: dict[str, Any] = {
        "login": secure_admin_login(site.login),
        "logout": _sign_out,
        "password_change": _to_password,
        "password_change_done": _to_start,
        "app_index": _to_start,
        "search": _nowhere,
    }
    for name, page in pages.items():
        setattr(site, name, page)


def _sign_out(request: HttpRequest, extra_context: Any = None) -> HttpResponse:
    page: HttpResponse = allauth.logout(request)
    return page


def _to_password(request: HttpRequest, extra_context: Any = None) -> HttpResponse:
    return redirect("account_change_password")


def _to_start(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
    return redirect("admin:index")


def _nowhere(request: HttpRequest, extra_context: Any = None) -> HttpResponse:
    """Refuse unfold's palette, which fails on a page number that is none. Raises Http404."""
    raise Http404
