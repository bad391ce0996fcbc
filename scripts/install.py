"""Make `.venv` and install one of the locks into it: `python3 -m scripts.install base` or `dev`.

It runs under whatever `python3` the machine has, before anything is installed. Its syntax is
therefore one that Python 3.6 still reads: an old Python gets the message below and no SyntaxError.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)
LOCKS = ("base", "dev")


def make_venv(venv: Path) -> None:
    """Create `venv` unless a working one is there; a broken one is made anew.

    Exits with one sentence when this Python is too old or comes without the venv module.
    """
    if _works(venv / "bin" / "python"):
        return
    if sys.version_info < OLDEST:
        raise SystemExit(
            "Imprimatur needs Python {}.{} or newer, and python3 here is {}.{}. "
            "Name another one, for example: make PYTHON=python3.12 run".format(
                *OLDEST, *sys.version_info[:2]
            )
        )
    if not _has_venv_module():
        raise SystemExit(
            "This Python comes without its venv module. On Debian and Ubuntu "
            "`apt install python3-venv` (as root) adds it; then run make again."
        )
    print(f"Creating {venv.name} with Python {sys.version.split()[0]}", flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(venv)], check=True)


def install(venv: Path, lock: Path) -> None:
    """Install `lock` into `venv`, unless the stamp there says that just this lock was installed.

    The stamp is written last: an installation that was cut off is done again.
    """
    stamp = venv / f".installed-{lock.stem}"
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text(encoding="ascii") == digest:
        return
    print(f"Installing {lock.parent.name}/{lock.name} into {venv.name}", flush=True)
    pip = [str(venv / "bin" / "python"), "-m", "pip", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--quiet", "--require-hashes", "-r", str(lock)], check=True)
    stamp.write_text(digest, encoding="ascii")


def main(*arguments: str) -> None:
    """Install the lock named on the command line; exit 1 when that fails."""
    if len(arguments) != 1 or arguments[0] not in LOCKS:
        raise SystemExit(f"Usage: python3 -m scripts.install {'|'.join(LOCKS)}")
    venv = ROOT / ".venv"
    try:
        make_venv(venv)
        install(venv, ROOT / "requirements" / f"{arguments[0]}.txt")
    except subprocess.CalledProcessError as failure:
        raise SystemExit(failure.returncode) from None  # pip and venv have said what is wrong


def _works(python: Path) -> bool:
    """Tell whether `python` starts, is new enough and has pip."""
    question = f"import pip, sys; sys.exit(sys.version_info < {OLDEST})"
    try:
        answer = subprocess.run(
            [str(python), "-c", question], stderr=subprocess.DEVNULL, check=False
        )
    except OSError:
        return False
    return answer.returncode == 0


def _has_venv_module() -> bool:
    # Debian ships `venv` with Python itself, but not `ensurepip`, without which it cannot work.
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        return False
    return True


if __name__ == "__main__":
    main(*sys.argv[1:])
