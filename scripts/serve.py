"""Serve the site with its worker beside it, until Ctrl-C: `python -m scripts.serve 8000`."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from scripts.processes import INTERRUPTED, PATIENCE, ROOT, exit_on_signals, run

#: Sends what is due: mail that failed, reminders, the hourly checkpoint.
WORKER = (sys.executable, "manage.py", "work")


def server(port: str) -> list[str]:
    """Return the command that serves the site on a port of this machine alone."""
    return [
        *(str(Path(sys.executable).parent / "granian"), "--interface", "wsgi"),
        *("--host", "127.0.0.1", "--port", port, "--no-ws", "--blocking-threads", "4"),
        *("--log-level", "warning", "editorial.config.wsgi:application"),
    ]


@contextmanager
def beside(command: Sequence[str]) -> Iterator[None]:
    """Keep a command running while the block runs, and end it with the block."""
    child = subprocess.Popen(command, cwd=ROOT)
    try:
        yield
    finally:
        child.terminate()
        try:
            child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def main(serving: Sequence[str], worker: Sequence[str] = WORKER) -> int:
    """Run the server and the worker; return the server's exit status."""
    exit_on_signals()
    try:
        with beside(worker):
            return run(serving)
    except KeyboardInterrupt:
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main(server(sys.argv[1])))
