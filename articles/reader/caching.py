"""How public pages are served: the same bytes for everybody, and only when they changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import conditional_page

from articles.caching import CACHE_CONTROL, body_tag, etag
from articles.methods import read_only

Arguments = ParamSpec("Arguments")
View = Callable[Concatenate[HttpRequest, Arguments], HttpResponse]


def public_page(view: View[Arguments]) -> View[Arguments]:
    """Serve a view to GET and HEAD, cacheable by anybody, with an ETag of its bytes.

    The page must not ask for session, person or CSRF token: it would vary, and be cached for all.
    It holds no secret, so that it may be compressed beside what a stranger wrote (BREACH).
    The headers are those with which the front sends the same page from the database.
    """

    @wraps(view)
    def tagged(
        request: HttpRequest, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = CACHE_CONTROL
        response["ETag"] = etag(body_tag(response.content))
        return response

    return read_only(gzip_page(conditional_page(tagged)))
