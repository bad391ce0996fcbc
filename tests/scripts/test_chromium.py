"""Where Chromium is looked for, and where it may be installed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scripts import chromium


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the only folder on the PATH."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    return tmp_path


def _program(folder: Path, name: str, script: str = "exit 1") -> str:
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)
    return str(file)


def test_find_on_the_path(path: Path) -> None:
    assert chromium.find() is None
    other = _program(path, "google-chrome")
    assert chromium.find() == other
    first = _program(path, "chromium")
    assert chromium.find() == first


def test_find_prefers_the_named_one(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _program(path, "chromium")
    named = _program(path, "mine")
    monkeypatch.setenv("CHROMIUM", named)
    assert chromium.find() == named
    monkeypatch.setenv("CHROMIUM", f"{named}-gone")
    assert chromium.find() is None


def test_install_only_as_root(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _program(path, "apt-get", f"echo >{path}/called")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert chromium.install() is None
    assert not (path / "called").exists()


def test_install_without_apt(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert chromium.install() is None
    assert list(path.iterdir()) == []


def test_install_that_fails_shows_why(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _program(path, "apt-get", "echo 'E: no such package'; exit 100")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert chromium.install() is None
    assert "E: no such package" in capsys.readouterr().out


def test_install_returns_the_new_one(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = f"{path}/chromium"
    install = f"case $2 in install) echo '#!/bin/sh' >{program}; /bin/chmod +x {program};; esac"
    _program(path, "apt-get", install)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert chromium.install() == program
