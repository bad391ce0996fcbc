"""How to answer a request without Django: what its middleware checks, checked alike."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from articles.front.headers import Headers, security_headers
from articles.front.negotiation import coding_for

#: How the addresses begin of which there can be a finished page. Which there are, the table says.
PLACES = ("/articles/", "/notices/", "/feed.xml", "/sitemap", "/robots.txt")

#: The content coding to send, and the security headers.
Way = tuple[str, Headers]


def way_of(environ: dict[str, Any]) -> Way | None:
    """Return how to answer this request with a finished page, or None where Django must answer.

    A query string is none of the finished pages' business. Everything else that is asked is alike
    in very many requests, so it is decided once.
    """
    get = environ.get
    if get("QUERY_STRING") or not environ["PATH_INFO"].startswith(PLACES):
        return None
    proxy = settings.SECURE_PROXY_SSL_HEADER
    return decided(
        environ["REQUEST_METHOD"],
        get("SCRIPT_NAME"),
        get("HTTP_HOST"),
        get("wsgi.url_scheme"),
        get(proxy[0]) if proxy else None,
        get("HTTP_ACCEPT_ENCODING"),
    )


@lru_cache(maxsize=1024)
def decided(
    method: str,
    script: str | None,
    host: str | None,
    scheme: str | None,
    forwarded: str | None,
    accepted: str | None,
) -> Way | None:
    """Return how to answer, or None: Django redirects to HTTPS and refuses hosts not ours."""
    secure = is_secure(scheme, forwarded)
    if (
        settings.DEBUG  # templates change under the running process
        or method not in ("GET", "HEAD")
        or script
        or (settings.SECURE_SSL_REDIRECT and not secure)
        or settings.USE_X_FORWARDED_HOST
        or not is_our_host(host or "")
    ):
        return None
    return coding_for(accepted or ""), security_headers(secure=secure)


def is_secure(scheme: str | None, forwarded: str | None) -> bool:
    """Tell whether the client came by HTTPS, by the same rule as ``request.is_secure``.

    ``forwarded`` is what the header of ``SECURE_PROXY_SSL_HEADER`` says, if there is one.
    """
    if forwarded is not None:
        _name, wanted = settings.SECURE_PROXY_SSL_HEADER
        return bool(forwarded.split(",", 1)[0].strip() == wanted)
    return scheme == "https"


def is_our_host(host: str) -> bool:
    """Tell whether Django would take the Host header."""
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)
