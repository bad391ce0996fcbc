"""What happens before anything is installed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from scripts import install


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Keep the commands instead of running them."""
    kept: list[list[str]] = []

    def run(command: list[str], **_options: object) -> subprocess.CompletedProcess[str]:
        if "broken" in command[-1]:
            raise subprocess.CalledProcessError(2, command)
        kept.append(command)
        return subprocess.CompletedProcess(command, 1)

    monkeypatch.setattr(subprocess, "run", run)
    return kept


def _lock(folder: Path, text: str, name: str = "base.txt") -> Path:
    path = folder / name
    path.write_text(text)
    return path


def test_install_demands_hashes(tmp_path: Path, commands: list[list[str]]) -> None:
    lock = _lock(tmp_path, "django==5.2")
    install.install(tmp_path, lock)
    assert "--require-hashes" in commands[0]
    assert commands[0][-2:] == ["-r", str(lock)]


def test_install_same_lock_again_does_nothing(tmp_path: Path, commands: list[list[str]]) -> None:
    lock = _lock(tmp_path, "django==5.2")
    install.install(tmp_path, lock)
    install.install(tmp_path, lock)
    assert len(commands) == 1


def test_install_changed_lock_installs_again(tmp_path: Path, commands: list[list[str]]) -> None:
    install.install(tmp_path, _lock(tmp_path, "django==5.2"))
    install.install(tmp_path, _lock(tmp_path, "django==5.2.1"))
    assert len(commands) == 2


@pytest.mark.usefixtures("commands")
def test_install_that_failed_leaves_no_stamp(tmp_path: Path) -> None:
    lock = _lock(tmp_path, "", "broken.txt")
    with pytest.raises(subprocess.CalledProcessError):
        install.install(tmp_path, lock)
    assert list(tmp_path.iterdir()) == [lock]


def test_make_venv_old_python_is_told_so(
    tmp_path: Path, commands: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(install, "OLDEST", (4, 0))
    with pytest.raises(SystemExit, match=r"needs Python 4\.0 or newer"):
        install.make_venv(tmp_path / "venv")
    assert not any("venv" in command for command in commands)


def test_make_venv_without_the_module_is_told_so(
    tmp_path: Path, commands: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(install, "_has_venv_module", lambda: False)
    with pytest.raises(SystemExit, match="apt install python3-venv"):
        install.make_venv(tmp_path / "venv")
    assert not any("venv" in command for command in commands)


@pytest.mark.parametrize("arguments", [[], ["other"], ["base", "dev"]])
def test_main_wrong_arguments(arguments: list[str], commands: list[list[str]]) -> None:
    with pytest.raises(SystemExit, match="Usage"):
        install.main(*arguments)
    assert commands == []
