"""Which methods an address takes: any other is answered 405 with Allow, and never with 403.

Django checks the CSRF token of every unsafe method before the view is asked, and so would refuse a
PUT for want of a token where there is nothing to put. None of these addresses has a token: who
only reads sends nothing, and a stranger's form is sent in nobody's name (decision 0014).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
Arguments = ParamSpec("Arguments")
Answering = Callable[Concatenate[HttpRequest, Arguments], HttpResponse]


def read_only(view: View) -> View:
    """Let an address take GET and HEAD."""
    return csrf_exempt(_with_page(require_safe(view)))


def with_form(view: Answering[Arguments]) -> Answering[Arguments]:
    """Let an address take GET, HEAD and, from our own pages, POST."""
    return csrf_exempt(
        _with_page(require_http_methods(["GET", "HEAD", "POST"])(_from_our_pages(view)))
    )


def _with_page(view: View) -> View:
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if isinstance(response, HttpResponseNotAllowed):
            # An empty answer is a blank page to who typed the address or reloads it.
            page = render(request, "405.html", status=405)
            page.headers["Allow"] = response.headers["Allow"]
            return page
        return response

    return cast("View", answered)


def _from_our_pages(view: Answering[Arguments]) -> Answering[Arguments]:
    @wraps(view)
    def checked(
        request: HttpRequest, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponse:
        if request.method == "POST" and not _is_ours(request):
            return render(request, "403_csrf.html", status=403)
        return view(request, *args, **kwargs)

    return checked


def _is_ours(request: HttpRequest) -> bool:
    """Tell whether a browser says that the form stood on a page of this site.

    Every browser of today says it; what says nothing is a program, which needs no other's browser
    to send what anybody may send.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site in ("same-origin", "none")  # "none" is the reader's own doing
    origin = request.headers.get("Origin")
    if origin is None:
        return True
    ours = {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    return bool(urlsplit(origin).netloc) and origin in ours
