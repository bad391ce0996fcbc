"""All that `make test` runs: the checks, the tests on SQLite, the tests on PostgreSQL.

A failure does not stop what comes after it, so that one run shows everything; the last lines say
how each part ended. Further arguments go to pytest.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from scripts import chromium, postgres
from scripts.processes import INTERRUPTED, ROOT, exit_on_signals, in_ci, run

REPORTS = ROOT / "var" / "tests"


class Result(NamedTuple):
    """How one part ended: its name, whether that is good enough, the words for the last lines."""

    name: str
    passed: bool
    words: str


def checks() -> Result:
    """Run `make check`, all of it even when a part fails."""
    # Without MAKEFLAGS: the outer make's job server is not ours to pass on.
    environment = {name: value for name, value in os.environ.items() if name != "MAKEFLAGS"}
    command = [environment.get("MAKE", "make"), "--no-print-directory", "--keep-going", "check"]
    passed = run(command, environment) == 0
    return Result("Checks", passed, "passed" if passed else "failed")


def on_sqlite(arguments: Sequence[str]) -> Result:
    """Run the tests on the default database."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return _pytest("SQLite", environment, arguments)


def on_postgres(arguments: Sequence[str]) -> Result:
    """Run the tests on a PostgreSQL of their own; without one, say so, and fail in CI.

    What a browser shows does not depend on the database: those tests run on SQLite alone, as do
    those that ask none (``tests/plugins/databases.py``).
    """
    binaries = postgres.find_binaries()
    if binaries is None:
        return Result("PostgreSQL", not in_ci(), f"not run. {postgres.MISSING}")
    with postgres.server(binaries) as address:
        return _pytest("PostgreSQL", {**os.environ, **address}, ["-m", "not browser", *arguments])


def _pytest(name: str, environment: Mapping[str, str], arguments: Sequence[str]) -> Result:
    report = REPORTS / f"{name.lower()}.xml"
    report.unlink(missing_ok=True)
    print(f"\nTests on {name}", flush=True)
    command = [sys.executable, "-m", "pytest", "-n", "auto", f"--junitxml={report}"]
    artifacts = ["--screenshot", "only-on-failure", "--output", str(REPORTS / name.lower())]
    status = run([*command, *artifacts, *arguments], environment)
    return Result(name, status == 0, _counts(report, status))


def _counts(report: Path, status: int) -> str:
    """Put pytest's report into words; an `error` is a test that failed outside its own body."""
    if not report.is_file():
        return f"pytest ended with {status} before it could report"
    suite = ElementTree.parse(report).getroot().find("testsuite")  # noqa: S314 - pytest wrote it
    if suite is None:
        return f"pytest ended with {status} and an empty report"
    total, failures, errors, skipped = (
        int(suite.get(count, 0)) for count in ("tests", "failures", "errors", "skipped")
    )
    failed = failures + errors
    words = f"{total - failed - skipped} passed, {failed} failed"
    words += f", {skipped} skipped" if skipped else ""
    # Of a usage error or a run without any test the counts do not tell.
    return words if not status or failed else f"{words}, but pytest ended with {status}"


def main(arguments: Sequence[str]) -> int:
    """Run everything and return 0 when all of it is well."""
    exit_on_signals()
    REPORTS.mkdir(parents=True, exist_ok=True)
    try:
        results = [checks()]
        browser = chromium.find() or chromium.install()
        if browser:
            os.environ["CHROMIUM"] = browser
        results += [on_sqlite(arguments), on_postgres(arguments)]
    except KeyboardInterrupt:
        return INTERRUPTED
    print()
    if not browser:
        fate = "fail" if in_ci() else "are skipped"
        print(f"{chromium.MISSING} The browser tests {fate}.")
    for result in results:
        print(f"{result.name:<12}{result.words}")
    return 0 if all(result.passed for result in results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
