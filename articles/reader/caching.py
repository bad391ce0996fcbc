"""How public pages are served: the same bytes for everybody, and only when they changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

Arguments = ParamSpec("Arguments")
View = Callable[Concatenate[HttpRequest, Arguments], HttpResponse]

#: A retraction must reach readers through any cache within a minute.
SECONDS = 60


def public_page(view: View[Arguments]) -> View[Arguments]:
    """Serve a view to GET and HEAD, cacheable by anybody, with an ETag of its bytes.

    The page must not ask for session, person or CSRF token: it would vary, and be cached for all.
    """
    return require_safe(conditional_page(cache_control(public=True, max_age=SECONDS)(view)))
