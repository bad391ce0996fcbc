"""Refuse a port on which somebody listens already: `python -m scripts.port 8000`.

granian would not: it shares the port, and each of two servers would answer a part of the requests.
"""

from __future__ import annotations

import socket
import sys


def main(*arguments: str) -> None:
    """End with a sentence when the port named on the command line cannot be had."""
    port = arguments[0] if len(arguments) == 1 else ""
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise SystemExit(f"PORT is {port!r}, which is not a port.")
    with socket.socket() as listener:
        # As servers do, so that connections which have just ended do not count.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", int(port)))
        except OSError as refusal:
            reason = f"Port {port} cannot be had ({refusal.strerror})."
            raise SystemExit(f"{reason} Choose another: make PORT=8001 run") from None


if __name__ == "__main__":
    main(*sys.argv[1:])
