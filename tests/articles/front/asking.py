"""Ask the front as a WSGI server would."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection

from articles.front import Front
from articles.front.readers import Page, iso, statement

__all__ = ["Answer", "Asker", "ask"]


@dataclass(frozen=True)
class Answer:
    status: str
    headers: dict[str, str]
    body: bytes
    #: Whether Django gave it.
    by_django: bool

    @property
    def code(self) -> int:
        return int(self.status.split()[0])


class OwnReader:
    """Reads by the test's own connection, which sees what its transaction has not committed."""

    def read(self, path: str, coding: str, day: int) -> Page | None:
        with connection.cursor() as cursor:
            cursor.execute(statement(coding, "%s", "%s"), (path, iso(day)))
            row = cursor.fetchone()
        return row and (*row[:-1], bytes(row[-1]))

    def close(self) -> None:
        pass


class Asker:
    def __init__(self) -> None:
        self.asked_django = 0
        self.django = WSGIHandler()
        self.front = Front(self._counted)

    def _counted(self, environ: dict[str, Any], start_response: Any) -> Any:
        self.asked_django += 1
        return self.django(environ, start_response)

    def __call__(self, path: str, method: str = "GET", query: str = "", **headers: str) -> Answer:
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "HTTP_HOST": "127.0.0.1:8000",
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
            "wsgi.errors": BytesIO(),
            **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
        }
        got: dict[str, Any] = {}

        def start_response(status: str, given: list[tuple[str, str]], *_: Any) -> None:
            assert len({name.lower() for name, _ in given}) == len(given)
            got.update(status=status, headers=dict(given))

        before = self.asked_django
        chunks = self.front(environ, start_response)
        body = b"".join(chunks)
        if hasattr(chunks, "close"):
            chunks.close()
        return Answer(got["status"], got["headers"], body, self.asked_django > before)


@pytest.fixture
def ask(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Asker]:
    """Return the front, reading by the test's own connection, with Django behind it."""
    # As django.test.Client does: the connection belongs to the test.
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    asker = Asker()
    monkeypatch.setattr(asker.front.store, "_open", OwnReader)
    yield asker
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)
