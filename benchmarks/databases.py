"""The databases that are measured: in a temporary folder, gone afterwards."""

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
def database(kind: str) -> Iterator[dict[str, str]]:
    """Yield the environment of processes that use a new, migrated database of this kind."""
    with ExitStack() as stack:
        if kind == "sqlite":
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-db-"))
            address = {"DATABASE_URL": f"sqlite:///{Path(folder) / 'db.sqlite3'}"}
        else:
            binaries = postgres.find_binaries()
            if binaries is None:
                sys.exit(postgres.MISSING)
            address = stack.enter_context(postgres.server(binaries))
        unset = ("DEBUG", "PORT", "SITE_URL", "SECRET_KEY", "ALLOWED_HOSTS")
        env = {key: value for key, value in os.environ.items() if key not in unset}
        env |= address | {"DEMO": "1"}
        manage(env, "migrate", "--verbosity=0")
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
