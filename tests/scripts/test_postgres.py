"""The throwaway PostgreSQL."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import environ
import psycopg
import pytest

from scripts import postgres

needs_postgres = pytest.mark.skipif(
    postgres.find_binaries() is None, reason="no PostgreSQL is installed"
)


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("PG_BINDIR", raising=False)
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr(postgres, "SYSTEM", tmp_path)
    monkeypatch.setattr(postgres, "_wheel_binaries", lambda: None)


def _install(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "postgres").touch()
    return folder


@pytest.mark.usefixtures("nothing_installed")
def test_find_binaries_takes_newest_of_the_system(tmp_path: Path) -> None:
    for version in ("9.6", "15", "8"):
        _install(tmp_path / version / "bin")
    assert postgres.find_binaries() == tmp_path / "15" / "bin"


@pytest.mark.usefixtures("nothing_installed")
def test_find_binaries_prefers_pg_bindir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _install(tmp_path / "15" / "bin")
    named = _install(tmp_path / "own")
    monkeypatch.setenv("PG_BINDIR", str(named))
    assert postgres.find_binaries() == named


@pytest.mark.usefixtures("nothing_installed")
def test_find_binaries_refuses_empty_pg_bindir(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PG_BINDIR", str(tmp_path))
    with pytest.raises(SystemExit, match="no postgres"):
        postgres.find_binaries()


@pytest.mark.usefixtures("nothing_installed")
@pytest.mark.parametrize(("ci", "status"), [("", 0), ("true", 1)])
def test_main_without_postgres(
    ci: str,
    status: int,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("CI", ci)
    run = tmp_path / "run"
    assert postgres.main(["touch", str(run)]) == status
    assert "No PostgreSQL could be had" in capfd.readouterr().err
    assert not run.exists()


def _beside_server(code: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "scripts.postgres", sys.executable, "-c", code]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


@needs_postgres
def test_command_finds_server_and_leaves_nothing() -> None:
    code = "import os; print(os.environ['DATABASE_URL'], os.path.exists(os.environ['PGHOST']))"
    process = _beside_server(f"{code}; raise SystemExit(7)")
    words = process.communicate()[0].split()
    config = environ.Env.db_url_config(words[0])
    assert process.returncode == 7
    assert (config["NAME"], config["USER"]) == ("imprimatur", "imprimatur")
    assert words[1] == "True"
    assert not Path(config["HOST"]).parent.exists()


@needs_postgres
def test_terminated_server_leaves_nothing() -> None:
    code = "import os, time; print(os.environ['PGHOST'], flush=True); time.sleep(60)"
    with _beside_server(code) as process:
        assert process.stdout is not None
        socket = Path(process.stdout.readline().strip())
        server = int((socket.parent / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(process.pid, signal.SIGTERM)
    assert process.returncode == 128 + signal.SIGTERM
    assert not socket.parent.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(server, 0)


@needs_postgres
def test_kept_server_has_its_rows_again() -> None:
    # Not below pytest's folder, which another user than ours may not enter.
    with tempfile.TemporaryDirectory(prefix="kept-") as folder:
        Path(folder).chmod(0o755)
        for sql in ("CREATE TABLE kept AS SELECT 7 AS number", "SELECT number FROM kept"):
            binaries = postgres.find_binaries()
            assert binaries is not None
            with postgres.server(binaries, kept=Path(folder) / "pg") as address:
                where = {"host": address["PGHOST"], "user": address["PGUSER"]}
                with psycopg.connect(**where, dbname=postgres.NAME) as connection:
                    answer = connection.execute(sql)
                    found = answer.fetchall() if answer.description else []
        assert found == [(7,)]
