"""The WSGI function."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

import psycopg

from articles.caching import CACHE_CONTROL, etag
from articles.front.headers import Headers
from articles.front.negotiation import IDENTITY, is_known
from articles.front.request import way_of
from articles.front.store import Page, Store
from articles.page_version import page_version

logger = logging.getLogger(__name__)

StartResponse = Callable[..., Any]
Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]

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
        way = way_of(environ)
        page = way and self._page(environ["PATH_INFO"], way[0])
        if not (way and page):
            return self.application(environ, start_response)
        return _answer(environ, start_response, page, *way)

    def _page(self, path: str, coding: str) -> Page | None:
        """Return the page as these templates make it, or None where Django has to."""
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
    security: Headers,
) -> Iterable[bytes]:
    """Send the page, or 304 to a client that has it."""
    _version, name, last_modified, content_type, body = page
    none_match = environ.get("HTTP_IF_NONE_MATCH")
    since = environ.get("HTTP_IF_MODIFIED_SINCE")
    if (none_match or since) and is_known(etag(name, coding), last_modified, none_match, since):
        start_response("304 Not Modified", [*_named(name, coding, last_modified), *security])
        return []
    described = _described(name, coding, last_modified, content_type, len(body))
    start_response("200 OK", [*described, *security])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _named(name: str, coding: str, last_modified: str) -> Headers:
    """Return the headers that every answer with this page has."""
    return (
        ("ETag", etag(name, coding)),
        ("Last-Modified", last_modified),
        ("Cache-Control", CACHE_CONTROL),
        ("Vary", "Accept-Encoding"),
    )


@lru_cache(maxsize=512)
def _described(
    name: str, coding: str, last_modified: str, content_type: str, length: int
) -> Headers:
    """Return the headers of a body: they follow from what was read, so the wording is kept."""
    encoding = () if coding == IDENTITY else (("Content-Encoding", coding),)
    return (
        *_named(name, coding, last_modified),
        ("Content-Type", content_type),
        ("Content-Length", str(length)),
        *encoding,
    )
