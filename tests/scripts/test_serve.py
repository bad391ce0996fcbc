"""`make run` serves, and the worker lives exactly as long as the server."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts import serve

#: Leaves its id in a file, then stays.
WORKER = "import os, pathlib, sys, time; pathlib.Path(sys.argv[1]).write_text(str(os.getpid())); "
WORKER += "time.sleep(60)"
#: Ends with 3 as soon as the worker has left its id; with a further argument, says there that it is
#: up, and stays.
SERVER = "import pathlib, sys, time; left = pathlib.Path(sys.argv[1])\n"
SERVER += "if len(sys.argv) > 2: pathlib.Path(sys.argv[2]).write_text('up')\n"
SERVER += "while len(sys.argv) > 2 or not (left.exists() and left.read_text()): time.sleep(0.01)\n"
SERVER += "sys.exit(3)"


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def commands(left: Path, *more: str) -> tuple[list[str], list[str]]:
    """Return a server and a worker that leaves its id in a file."""
    server = [sys.executable, "-c", SERVER, str(left), *more]
    return server, [sys.executable, "-c", WORKER, str(left)]


def test_the_worker_ends_with_the_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "exit_on_signals", lambda: None)  # they are pytest's
    left = tmp_path / "worker"

    assert serve.main(*commands(left)) == 3

    assert not is_running(int(left.read_text()))


def told_by_the_terminal(group: int) -> None:
    os.killpg(group, signal.SIGINT)


def told_alone(process: int) -> None:
    os.kill(process, signal.SIGTERM)


@pytest.mark.parametrize("tell", [told_by_the_terminal, told_alone])
def test_both_end_when_somebody_stops_us(tmp_path: Path, tell: Callable[[int], None]) -> None:
    left, up = tmp_path / "worker", tmp_path / "server"
    server, worker = commands(left, str(up))
    code = f"from scripts import serve; serve.main({server!r}, {worker!r})"
    ours = subprocess.Popen([sys.executable, "-c", code], start_new_session=True)
    # A signal that comes between a process's fork and its program is lost on it.
    while not all(file.exists() and file.read_text() for file in (left, up)):
        assert ours.poll() is None
        time.sleep(0.01)

    tell(ours.pid)

    ours.wait(20)
    assert not is_running(int(left.read_text()))


def test_serves_on_this_machine_alone() -> None:
    command = serve.server("8001")
    assert command[command.index("--host") + 1] == "127.0.0.1"
    assert command[command.index("--port") + 1] == "8001"
