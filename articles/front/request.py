"""Whether a request may be answered without Django: what its middleware checks, checked alike."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http.request import split_domain_port, validate_host

#: The addresses of which there can be a finished page.
PAGES = re.compile(r"/(?:articles/.+/|notices/\d+/|feed\.xml|sitemap(?:-\d+)?\.xml|robots\.txt)")


def is_secure(environ: dict[str, Any]) -> bool:
    """Tell whether the client came by HTTPS, by the same rule as ``request.is_secure``."""
    if settings.SECURE_PROXY_SSL_HEADER:
        name, wanted = settings.SECURE_PROXY_SSL_HEADER
        value = environ.get(name)
        if value is not None:
            return bool(value.split(",", 1)[0].strip() == wanted)
    return bool(environ.get("wsgi.url_scheme") == "https")


def is_for_django(environ: dict[str, Any], *, secure: bool) -> bool:
    """Tell whether only Django may answer, be it a page or a refusal.

    A query string is none of the finished pages' business, and Django redirects to HTTPS and
    refuses hosts that are not ours.
    """
    return bool(
        environ["REQUEST_METHOD"] not in ("GET", "HEAD")
        or environ.get("QUERY_STRING")
        or environ.get("SCRIPT_NAME")
        or not PAGES.fullmatch(environ.get("PATH_INFO", ""))
        or (settings.SECURE_SSL_REDIRECT and not secure)
        or settings.USE_X_FORWARDED_HOST
        or not is_our_host(environ.get("HTTP_HOST", ""), tuple(settings.ALLOWED_HOSTS))
    )


@lru_cache(maxsize=256)
def is_our_host(host: str, allowed: tuple[str, ...]) -> bool:
    """Tell whether Django would take the Host header."""
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, allowed)
