"""Run a command so that both of us can clean up when somebody stops us."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
INTERRUPTED = 128 + signal.SIGINT  # the exit status that shells give to Ctrl-C
PATIENCE = 10  # seconds for a command to end by itself
_STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def in_ci() -> bool:
    """Tell whether a build server is asking, for which nothing may be left out silently."""
    return os.environ.get("CI", "").lower() in {"1", "true"}


def exit_on_signals() -> None:
    """Let SIGTERM and SIGHUP end us as Ctrl-C does: through every `finally` on the way out."""

    def leave(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGHUP, leave)


@contextmanager
def signals_held_off() -> Iterator[None]:
    """Let the block end before a stopping signal takes effect: it leaves nothing half done."""
    arrived: list[int] = []
    before = {
        number: signal.signal(number, lambda number, _frame: arrived.append(number))
        for number in _STOPPING
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if arrived:
            signal.raise_signal(arrived[0])


def run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> int:
    """Run `command` from the project's folder with `environment` and return its exit status.

    Unlike `subprocess.run`, it never kills the command on Ctrl-C but waits for its last words, and
    on SIGTERM interrupts it likewise. Raises KeyboardInterrupt or SystemExit afterwards.
    """
    child = subprocess.Popen(command, env=environment, cwd=ROOT)
    try:
        return child.wait()
    except KeyboardInterrupt:  # the terminal has told the child as well
        child.wait()
        raise
    except SystemExit:
        child.send_signal(signal.SIGINT)  # on which pytest takes its workers along
        try:
            child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            child.terminate()
            child.wait()
        raise
