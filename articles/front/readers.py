"""One connection's read of a finished page, by the shortest way that each driver has."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import quote

import psycopg
from psycopg.pq import ExecStatus, Format

from articles.compression import CODINGS

TABLE = "articles_renderedpage"
CACHE_PRAGMAS = "PRAGMA query_only=1;PRAGMA mmap_size=134217728;PRAGMA cache_size=-20000;"
EPOCH = date(1970, 1, 1)
KEPT = (*CODINGS, "identity")

#: A finished page in one content coding: version, tag, date, content type and body. A plain tuple,
#: as the driver returns it, because this is done for every request.
Page = tuple[str, str, str, str, bytes]


def statement(coding: str, path: str, day: str) -> str:
    """Return the read of a page in a coding; the others are the driver's placeholders."""
    if coding not in KEPT:
        raise ValueError(f"Pages are not kept in {coding}.")
    return (
        f"SELECT version, etag, last_modified, content_type, {coding} FROM {TABLE}"  # noqa: S608 - constants
        f" WHERE path = {path} AND since <= {day} ORDER BY since DESC LIMIT 1"
    )


@lru_cache(maxsize=2)
def iso(day: int) -> str:
    """Return a day since 1970 as both databases write it."""
    return (EPOCH + timedelta(days=day)).isoformat()


class SqliteReader:
    """Reads from a file, which it can't write."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        name = quote(str(settings["NAME"]))
        self.connection = sqlite3.connect(f"file:{name}?mode=ro", uri=True, isolation_level=None)
        self.connection.executescript(CACHE_PRAGMAS)
        self._cursor = self.connection.cursor()
        self._statements = {coding: statement(coding, "?", "?") for coding in KEPT}

    def read(self, path: str, coding: str, day: int) -> Page | None:
        """Return the page of an address on a day since 1970. Raises sqlite3.Error."""
        self._cursor.execute(self._statements[coding], (path, iso(day)))
        page: Page | None = self._cursor.fetchone()
        return page

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()


class PostgresReader:
    """Reads from a server, in transactions that can't write.

    The statements are prepared once, and asked through libpq: what a cursor does for any statement
    and any type takes longer than all the rest of an answer.
    """

    def __init__(self, given: Mapping[str, Any]) -> None:
        names = ("host", "port", "user", "password", "dbname", "service", "passfile")
        parameters = {name: given[name] for name in names if given.get(name)}
        parameters |= {k: v for k, v in given.items() if k.startswith(("ssl", "connect_"))}
        options = f"{given.get('options', '')} -c default_transaction_read_only=on".strip()
        self.connection = psycopg.connect(
            **parameters, options=options, client_encoding="utf8", autocommit=True
        )
        self._libpq = self.connection.pgconn
        for coding in KEPT:
            sql = statement(coding, "$1::text", "$2::date")
            _of(self._libpq.prepare(coding.encode(), sql.encode()), ExecStatus.COMMAND_OK)

    def read(self, path: str, coding: str, day: int) -> Page | None:
        """Return the page of an address on a day since 1970. Raises psycopg.Error."""
        if "\0" in path:  # where C ends a text
            return None
        values = [path.encode(), iso(day).encode()]
        result = self._libpq.exec_prepared(coding.encode(), values, None, Format.BINARY)
        _of(result, ExecStatus.TUPLES_OK)
        if not result.ntuples:
            return None
        version, etag, modified, kind, body = (result.get_value(0, i) or b"" for i in range(5))
        return version.decode(), etag.decode(), modified.decode(), kind.decode(), body

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()


def _of(result: psycopg.pq.abc.PGresult, status: ExecStatus) -> None:
    """Raise OperationalError, with the server's words, unless a result is as expected."""
    if result.status != status:
        raise psycopg.OperationalError(result.error_message.decode(errors="replace"))
