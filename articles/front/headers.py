"""The security headers, from the very middleware that gives them to Django's pages."""

from __future__ import annotations

from io import BytesIO

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.utils.module_loading import import_string

#: Those of ``settings.MIDDLEWARE`` that set a header on every response, whatever it is.
GIVERS = (
    "django.middleware.security.SecurityMiddleware",
    "accounts.desk.headers.DeskCSPMiddleware",
    "editorial.headers.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
)


Headers = tuple[tuple[str, str], ...]


def security_headers(*, secure: bool) -> Headers:
    """Return the headers of every public page over this scheme.

    An empty answer is sent through the middleware once, so that a changed setting or middleware
    changes both ways of serving.
    """
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/",
        "wsgi.url_scheme": "https" if secure else "http",
        "wsgi.input": BytesIO(),
    }
    if secure and settings.SECURE_PROXY_SSL_HEADER:
        name, value = settings.SECURE_PROXY_SSL_HEADER
        environ[name] = value
    request = WSGIRequest(environ)
    answer: HttpResponse = HttpResponse()
    del answer["Content-Type"]
    for name in reversed([name for name in settings.MIDDLEWARE if name in GIVERS]):
        middleware = import_string(name)(lambda _request: HttpResponse())
        answer = middleware.process_response(request, answer)
    return tuple(answer.items())
