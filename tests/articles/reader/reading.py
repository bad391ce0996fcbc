"""Read a page as a stranger, and see which tables that touched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

#: What everybody may know. Nothing else is read for a reader.
PUBLIC_TABLES = {
    "articles_member",
    "articles_member_publications",
    "articles_notice",
    "articles_publication",
}

_TABLE = re.compile(r'(?:FROM|JOIN|INTO|UPDATE)\s+"?(\w+)"?', re.IGNORECASE)


@contextmanager
def public_sql(queries: int | None = None) -> Iterator[None]:
    """Fail if the block reads a table that is not public, or takes another number of queries."""
    with CaptureQueriesContext(connection) as captured:
        yield
    statements = [query["sql"] for query in captured.captured_queries]
    touched = {table for sql in statements for table in _TABLE.findall(sql)}
    assert touched <= PUBLIC_TABLES, statements
    if queries is not None:
        assert len(statements) == queries, statements


def read(path: str, status: int = 200, queries: int | None = None, **headers: Any) -> HttpResponse:
    """Return a stranger's answer to GET, cacheable by all and the same for all."""
    with public_sql(queries):
        response = Client().get(path, headers=headers)
    assert response.status_code == status, path
    if status == 200:
        assert "public" in response["Cache-Control"], path
        assert response["ETag"], path
        assert response.get("Vary", "") in ("", "Accept-Encoding"), path
        assert not response.cookies, path
    return response


def html_of(path: str, status: int = 200) -> str:
    """Return the page that a stranger gets."""
    return read(path, status).content.decode()
