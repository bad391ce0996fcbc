"""Chromium for the browser tests: find it, or install the distribution's."""

from __future__ import annotations

import os
import shutil
import subprocess

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = (
    "No Chromium could be had: CHROMIUM names none, and neither "
    f"{', '.join(NAMES[:-1])} nor {NAMES[-1]} is on the PATH."
)


def find() -> str | None:
    """Return the path of a Chromium: the one $CHROMIUM names, or else the first on the PATH."""
    named = os.environ.get("CHROMIUM")
    candidates = (named,) if named else NAMES
    return next((path for name in candidates if (path := shutil.which(name))), None)


def install() -> str | None:
    """Install Debian's Chromium where we may (as root, with apt-get) and return its path, or None.

    Says in one line that it does, and with apt's last words when it fails.
    """
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    print("Installing Chromium for the browser tests (apt-get install chromium)", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        done = subprocess.run(
            ["apt-get", "--quiet", *arguments],
            env=quiet,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            print("\n".join(done.stdout.splitlines()[-5:]))
            return None
    return find()
