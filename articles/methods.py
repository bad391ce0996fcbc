"""Which methods an address takes: any other is answered 405 with Allow, and never with 403.

Django checks the CSRF token of every unsafe method before the view is asked, and so would refuse a
PUT for want of a token where there is nothing to put. A page that can only be read needs no token;
one with a form has it checked once the method is known.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def read_only(view: View) -> View:
    """Let an address take GET and HEAD."""
    return csrf_exempt(require_safe(view))


def with_form(view: View) -> View:
    """Let an address take GET, HEAD and, with a token, POST."""
    return csrf_exempt(require_http_methods(["GET", "HEAD", "POST"])(csrf_protect(view)))


def post_only(view: View) -> View:
    """Let an address take POST, with a token."""
    return csrf_exempt(require_http_methods(["POST"])(csrf_protect(view)))
