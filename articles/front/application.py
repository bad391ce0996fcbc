"""The WSGI function."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable, Iterable
from typing import Any

import psycopg
from django.conf import settings

from articles.caching import CACHE_CONTROL, etag
from articles.front.headers import security_headers
from articles.front.negotiation import coding_for, is_known
from articles.front.request import is_for_django, is_secure
from articles.front.store import Page, Store
from articles.page_version import page_version

logger = logging.getLogger(__name__)

StartResponse = Callable[..., Any]
Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]
Headers = list[tuple[str, str]]

SECONDS_OF_A_DAY = 86_400


class Front:
    """Answer with finished pages, and leave the rest to the application behind."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.store = Store()
        self.version = page_version()  # of this process's templates: they stay what they are
        self._warned = False

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Serve one request."""
        secure = is_secure(environ)
        if is_for_django(environ, secure=secure):
            return self.application(environ, start_response)
        coding = coding_for(environ.get("HTTP_ACCEPT_ENCODING", ""))
        page = self._page(environ["PATH_INFO"], coding)
        if page is None:
            return self.application(environ, start_response)
        return _answer(environ, start_response, page, coding, security_headers(secure=secure))

    def _page(self, path: str, coding: str) -> Page | None:
        """Return the page as these templates make it, or None where Django has to."""
        if settings.DEBUG:  # templates change under the running process
            return None
        try:
            page = self.store.read(path, coding, int(time.time()) // SECONDS_OF_A_DAY)
        except (sqlite3.Error, psycopg.Error):
            logger.exception("The finished pages can't be read: Django answers.")
            return None
        if page is not None and page[0] != self.version:
            if not self._warned:
                self._warned = True
                logger.warning(
                    "Finished pages were made by other templates, so Django renders them at each "
                    "request. Run manage.py render_pages."
                )
            return None
        return page


def _answer(
    environ: dict[str, Any],
    start_response: StartResponse,
    page: Page,
    coding: str,
    security: tuple[tuple[str, str], ...],
) -> Iterable[bytes]:
    """Send the page, or 304 to a client that has it."""
    _version, name, last_modified, content_type, body = page
    tag = etag(name, coding)
    headers: Headers = [
        ("ETag", tag),
        ("Last-Modified", last_modified),
        ("Cache-Control", CACHE_CONTROL),
        ("Vary", "Accept-Encoding"),
        *security,
    ]
    none_match = environ.get("HTTP_IF_NONE_MATCH", "")
    since = environ.get("HTTP_IF_MODIFIED_SINCE", "")
    if (none_match or since) and is_known(tag, last_modified, none_match, since):
        start_response("304 Not Modified", headers)
        return []
    headers.append(("Content-Type", content_type))
    headers.append(("Content-Length", str(len(body))))
    if coding != "identity":
        headers.append(("Content-Encoding", coding))
    start_response("200 OK", headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
