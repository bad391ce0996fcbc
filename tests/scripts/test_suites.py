"""The last lines of `make test`."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts import chromium, postgres, suites
from scripts.suites import Result


def _report(folder: Path, counts: str) -> Path:
    path = folder / "report.xml"
    path.write_text(f"<testsuites><testsuite {counts}/></testsuites>")
    return path


@pytest.mark.parametrize(
    ("counts", "status", "words"),
    [
        ('tests="9" failures="0" errors="0" skipped="0"', 0, "9 passed, 0 failed"),
        ('tests="9" failures="2" errors="1" skipped="1"', 1, "5 passed, 3 failed, 1 skipped"),
        ('tests="0" failures="0" errors="0" skipped="0"', 5, "but pytest ended with 5"),
    ],
)
def test_counts(counts: str, status: int, words: str, tmp_path: Path) -> None:
    assert words in suites._counts(_report(tmp_path, counts), status)


def test_counts_without_a_report(tmp_path: Path) -> None:
    assert "before it could report" in suites._counts(tmp_path / "none.xml", 4)


@pytest.mark.parametrize(("ci", "passed"), [("", True), ("true", False)])
def test_on_postgres_without_one(ci: str, passed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(postgres, "find_binaries", lambda: None)
    result = suites.on_postgres([])
    assert result.passed is passed
    assert "No PostgreSQL could be had" in result.words


@pytest.mark.parametrize("failing", ["Checks", "SQLite", "PostgreSQL", None])
def test_main_any_failure_fails_and_all_is_run(
    failing: str | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def result(name: str) -> Result:
        return Result(name, name != failing, f"words on {name}")

    monkeypatch.setattr(suites, "REPORTS", tmp_path)
    monkeypatch.setattr(suites, "exit_on_signals", lambda: None)
    monkeypatch.setattr(suites, "checks", lambda: result("Checks"))
    monkeypatch.setattr(suites, "on_sqlite", lambda _arguments: result("SQLite"))
    monkeypatch.setattr(suites, "on_postgres", lambda _arguments: result("PostgreSQL"))
    monkeypatch.setattr(chromium, "find", lambda: None)
    monkeypatch.setattr(chromium, "install", lambda: None)
    assert suites.main([]) == (1 if failing else 0)
    words = capsys.readouterr().out
    assert "The browser tests" in words
    assert all(f"words on {name}" in words for name in ("Checks", "SQLite", "PostgreSQL"))
