"""The site under the server that `make run` uses, with the flags that its peers get."""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

from scripts.processes import ROOT

GRANIAN = "--interface wsgi --workers 2 --blocking-threads 1 --no-ws --log-level error"
PATIENCE = 60  # seconds


@contextmanager
def serve(
    env: dict[str, str], application: str = "editorial.config.wsgi:application"
) -> Iterator[str]:
    """Serve the site from a database; yield its address, without a final slash."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    flags = [*GRANIAN.split(), "--host", "127.0.0.1", "--port", str(port)]
    command = [sys.executable, "-m", "granian", *flags, application]
    process = subprocess.Popen(command, env=env, cwd=ROOT)
    try:
        _wait_for(process, port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as client:
            try:
                client.request("GET", "/robots.txt")
                if client.getresponse().status == 200:
                    return
            except OSError:
                time.sleep(0.1)
    sys.exit("the site did not start")
