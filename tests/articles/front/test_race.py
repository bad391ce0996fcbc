"""A retraction and a republication under load: a real server, two processes, many readers."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from editorial.services import retract_publication, save_article
from tests.factories import Cast, complete, draft, published

pytestmark = pytest.mark.django_db(transaction=True)

PATH = "/articles/x/"
READERS = 3
PATIENCE = 60  # seconds for the server to start, on a busy machine
OLD, RETRACTED, NEW = b"The first title", b"RETRACTED: The first title", b"The second title"


def database_url() -> str:
    """Return the address of the test's own database, for another process."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{Path(name).resolve()}"
    return os.environ["DATABASE_URL"].rsplit("/", 1)[0] + f"/{name}"


@contextmanager
def server() -> Iterator[int]:
    """Serve the site as `make run` does, with two processes; yield the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    flags = "--interface wsgi --workers 2 --blocking-threads 1 --no-ws --log-level error"
    command = [sys.executable, "-m", "granian", *flags.split(), "--port", str(port)]
    env = {k: v for k, v in os.environ.items() if k not in ("PORT", "DEBUG")}
    process = subprocess.Popen(
        [*command, "--host", "127.0.0.1", "editorial.config.wsgi:application"],
        env=env | {"DATABASE_URL": database_url()},
        cwd=settings.BASE_DIR,
    )
    try:
        wait_for(process, port)
        yield port
    finally:
        process.terminate()
        try:
            process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.05)
    pytest.fail("the server did not start")


@dataclass
class Reader(threading.Thread):
    """Asks for the page over and over, and notes when it asked and what it got."""

    port: int
    stop: threading.Event
    answers: list[tuple[float, int, bool, bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    def __hash__(self) -> int:
        return id(self)

    def run(self) -> None:
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as client:
            self.ask(client)

    def ask(self, client: HTTPConnection) -> None:
        while not self.stop.is_set():
            asked = time.monotonic()
            try:
                client.request("GET", PATH)
                response = client.getresponse()
                body = response.read()
            except (OSError, HTTPException) as error:
                self.answers.append((asked, 0, False, repr(error).encode()))
                return
            by_front = response.getheader("Last-Modified") is not None
            self.answers.append((asked, response.status, by_front, body))


def test_no_old_text_after_the_commit_and_no_error(cast: Cast) -> None:
    article = draft(cast, slug="x", title="The first title")
    publication = published(cast, article)
    stop = threading.Event()
    with server() as port:
        readers = [Reader(port, stop) for _ in range(READERS)]
        try:
            for reader in readers:
                reader.start()
            wait_for_answers(readers)
            retract_publication(acting_user=cast.editor, publication=publication, reason="Wrong.")
            retracted_at = time.monotonic()
            wait_for_answers(readers)
            changes = complete(cast.specialty, title="The second title")
            save_article(acting_user=cast.author, article=article, changes=changes)
            before_publication = time.monotonic()
            published(cast, article)
            published_at = time.monotonic()
            wait_for_answers(readers)
        finally:
            stop.set()
            for reader in readers:
                reader.join(PATIENCE)
    answers = [answer for reader in readers for answer in reader.answers]
    assert {(status, by_front) for _, status, by_front, _ in answers} == {(200, True)}
    between = [body for at, *_, body in answers if retracted_at < at < before_publication]
    after = [body for at, *_, body in answers if at > published_at]
    assert len(between) >= READERS
    assert len(after) >= READERS
    assert all(RETRACTED in body for body in between)
    assert all(NEW in body and RETRACTED not in title_of(body) for body in after)
    assert any(OLD in body and RETRACTED not in body for *_, body in answers)


def title_of(body: bytes) -> bytes:
    return body.split(b"<title>")[1].split(b"</title>")[0]


def wait_for_answers(readers: list[Reader], count: int = 50) -> None:
    """Let every reader get so many more answers."""
    wanted = [len(reader.answers) + count for reader in readers]
    deadline = time.monotonic() + PATIENCE
    while any(len(r.answers) < n for r, n in zip(readers, wanted, strict=True)):
        assert time.monotonic() < deadline, "the readers get no answers"
        assert all(reader.is_alive() for reader in readers), readers[0].answers[-1:]
        time.sleep(0.02)
