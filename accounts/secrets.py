"""Encryption of second factors at rest, with a key outside the database.

Who copies the database has no codes: the key is drawn from a file (FACTOR_KEY_FILE, or the
signing key's), for this one purpose.
"""

from __future__ import annotations

import base64
import os
import secrets
from functools import lru_cache
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

PURPOSE = b"imprimatur second factors 1"


def encrypt(text: str) -> str:
    """Return the text, encrypted and sealed."""
    return _fernet().encrypt(text.encode()).decode()


def decrypt(sealed: str) -> str:
    """Return the text again. Raises ImproperlyConfigured when it was sealed with another key."""
    try:
        return _fernet().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise ImproperlyConfigured(
            "A second factor can't be read: it was stored under another FACTOR_KEY_FILE."
        ) from error


def _fernet() -> Fernet:
    return _load(Path(settings.FACTOR_KEY_FILE), bool(settings.SIGNING_KEY_MAY_BE_MADE))


@lru_cache(maxsize=4)
def _load(path: Path, may_be_made: bool) -> Fernet:  # noqa: FBT001 - a key of the cache
    if not path.exists():
        if not may_be_made:
            raise ImproperlyConfigured(f"The key of second factors {path} is not there.")
        _make(path)
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE)
    return Fernet(base64.urlsafe_b64encode(derived.derive(path.read_bytes().strip())))


def _make(path: Path) -> None:
    """Write a new key that only its owner can read, unless another process was faster."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
