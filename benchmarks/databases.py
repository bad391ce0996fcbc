"""The databases that are measured: in a temporary folder, gone afterwards, or in one that stays."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from scripts import postgres
from scripts.processes import ROOT

#: The article of the demo whose page is measured.
SLUG = "heart-failure-four-drug-therapy"
PATH = f"/articles/{SLUG}/"

KINDS = ("sqlite", "postgresql")


@contextmanager
def filled(kind: str, count: int, keep: Path | None = None) -> Iterator[dict[str, str]]:
    """Yield the environment of processes that use a database with so many publications.

    With a folder to keep it in, it is filled at the first time only.
    """
    with ExitStack() as stack:
        home = keep / f"{kind}-{count}" if keep else None
        if kind == "sqlite":
            folder = home or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
            folder.mkdir(parents=True, exist_ok=True)
            address = {"DATABASE_URL": f"sqlite:///{folder.resolve() / 'db.sqlite3'}"}
        else:
            binaries = postgres.find_binaries()
            if binaries is None:
                sys.exit(postgres.MISSING)
            address = stack.enter_context(postgres.server(binaries, kept=home))
        unset = ("DEBUG", "PORT", "SITE_URL", "SECRET_KEY", "ALLOWED_HOSTS")
        env = {key: value for key, value in os.environ.items() if key not in unset}
        env |= address | {"DEMO": "1"}
        print(f"{kind} with {count:,} publications", file=sys.stderr)
        manage(env, "migrate", "--verbosity=0")
        python(env, "-m", "benchmarks.fill", str(count))
        yield env


def manage(env: dict[str, str], *arguments: str) -> str:
    """Return what a management command prints."""
    return python(env, "manage.py", *arguments)


def python(env: dict[str, str], *arguments: str) -> str:
    """Return what a Python program prints; end everything with its words if it fails."""
    command = [sys.executable, *arguments]
    done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout
