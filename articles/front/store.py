"""The one read: of the finished page at an address, on a connection that can't write.

Each thread has a connection of its own that stays open, so that a process has as many as it has
threads. Nothing is kept from one read to the next: each sees what was committed before it.
"""

from __future__ import annotations

import sqlite3
import threading

import psycopg
from django.db import connections

from articles.front.readers import Page, PostgresReader, SqliteReader

Reader = SqliteReader | PostgresReader


class Store:
    """Pages by address. Raises the driver's error where the database does not answer twice."""

    def __init__(self, alias: str = "default") -> None:
        self.alias = alias
        self._mine = threading.local()

    def read(self, path: str, coding: str, day: int) -> Page | None:
        """Return what is to be sent for an address on a day (since 1970), or None.

        A connection that broke since the last read, as when the server was restarted, is opened
        anew once.
        """
        reader: Reader | None = getattr(self._mine, "reader", None)
        if reader is not None:
            try:
                return reader.read(path, coding, day)
            except (sqlite3.Error, psycopg.Error):
                self.close()
        self._mine.reader = reader = self._open()
        return reader.read(path, coding, day)

    def close(self) -> None:
        """Close this thread's connection."""
        reader: Reader | None = self._mine.__dict__.pop("reader", None)
        if reader is not None:
            reader.close()

    def _open(self) -> Reader:
        wrapper = connections[self.alias]
        if wrapper.vendor == "sqlite":
            return SqliteReader(wrapper.settings_dict)
        return PostgresReader(wrapper.get_connection_params())
