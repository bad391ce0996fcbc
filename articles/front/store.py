"""The one read: of the finished page at an address, on a connection that can't write.

Each thread has a connection of its own that stays open, so that a process has as many as it has
threads. Nothing is kept from one read to the next: each sees what was committed before it.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Protocol
from urllib.parse import quote

import psycopg
from django.db import connections

from articles.compression import CODINGS

TABLE = "articles_renderedpage"
CACHE_PRAGMAS = "PRAGMA query_only=1;PRAGMA mmap_size=134217728;PRAGMA cache_size=-20000;"


#: A finished page in one content coding: version, tag, date, content type and body. A plain tuple,
#: as the driver returns it, because this is done for every request.
Page = tuple[str, str, str, str, bytes]


EPOCH = date(1970, 1, 1)


class Connection(Protocol):
    """What both drivers' connections have."""

    def close(self) -> None:
        """Close it."""


def statement(coding: str, mark: str) -> str:
    """Return the read of a page in a coding; ``mark`` is the driver's placeholder."""
    if coding not in (*CODINGS, "identity"):
        raise ValueError(f"Pages are not kept in {coding}.")
    return (
        f"SELECT version, etag, last_modified, content_type, {coding} FROM {TABLE}"  # noqa: S608 - constants
        f" WHERE path = {mark} AND since <= {mark} ORDER BY since DESC LIMIT 1"
    )


def _as_date(day: int) -> date:
    return EPOCH + timedelta(days=day)


def _as_text(day: int) -> str:
    return _as_date(day).isoformat()


class Store:
    """Pages by address. Raises the driver's error where the database does not answer twice."""

    def __init__(self, alias: str = "default") -> None:
        self.alias = alias
        self._mine = threading.local()
        sqlite = connections[alias].vendor == "sqlite"
        self._open: Callable[[], Any] = self._sqlite if sqlite else self._postgres
        self._options: dict[str, Any] = {} if sqlite else {"prepare": True, "binary": True}
        mark = "?" if sqlite else "%s"
        self._statements = {name: statement(name, mark) for name in (*CODINGS, "identity")}
        self._day = lru_cache(maxsize=2)(_as_text if sqlite else _as_date)

    def read(self, path: str, coding: str, day: int) -> Page | None:
        """Return what is to be sent for an address on a day (since 1970), or None.

        A connection that broke since the last read, as when the server was restarted, is opened
        anew once.
        """
        values = (path, self._day(day))
        cursor = getattr(self._mine, "cursor", None)
        if cursor is not None:
            try:
                return self._read(cursor, coding, values)
            except (sqlite3.Error, psycopg.Error):
                self.close()
        self._mine.connection = connection = self._open()
        self._mine.cursor = cursor = connection.cursor()
        return self._read(cursor, coding, values)

    def _read(self, cursor: Any, coding: str, values: tuple[str, Any]) -> Page | None:
        cursor.execute(self._statements[coding], values, **self._options)
        page: Page | None = cursor.fetchone()
        return page

    def close(self) -> None:
        """Close this thread's connection."""
        self._mine.__dict__.pop("cursor", None)
        connection: Connection | None = self._mine.__dict__.pop("connection", None)
        if connection is not None:
            connection.close()

    def _sqlite(self) -> sqlite3.Connection:
        name = quote(str(connections[self.alias].settings_dict["NAME"]))
        connection = sqlite3.connect(f"file:{name}?mode=ro", uri=True, isolation_level=None)
        connection.executescript(CACHE_PRAGMAS)
        return connection

    def _postgres(self) -> psycopg.Connection[Any]:
        wrapper = connections[self.alias]
        given = wrapper.get_connection_params()
        names = ("host", "port", "user", "password", "dbname", "service", "passfile")
        parameters = {name: given[name] for name in names if given.get(name)}
        parameters |= {k: v for k, v in given.items() if k.startswith(("ssl", "connect_"))}
        options = f"{given.get('options', '')} -c default_transaction_read_only=on".strip()
        return psycopg.connect(**parameters, options=options, autocommit=True)
