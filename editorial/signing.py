"""The office's Ed25519 key, kept in a file outside the database (STANDARDS, sign-off 4)."""

from __future__ import annotations

import base64
import hashlib
import os
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def sign(text: str) -> str:
    """Return the office's signature on the text's UTF-8 bytes, in base64."""
    return base64.b64encode(_key().sign(text.encode())).decode()


def public_pem() -> str:
    """Return the public key, as PEM."""
    return (
        _key()
        .public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        .decode()
    )


def key_id() -> str:
    """Return the key's fingerprint: the SHA-256 of the raw public key, in hexadecimal."""
    raw = (
        _key().public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    )
    return hashlib.sha256(raw).hexdigest()


def _key() -> Ed25519PrivateKey:
    return _load(Path(settings.SIGNING_KEY_FILE), bool(settings.SIGNING_KEY_MAY_BE_MADE))


@lru_cache(maxsize=4)
def _load(path: Path, may_be_made: bool) -> Ed25519PrivateKey:  # noqa: FBT001
    """Read the key, making it first where that is allowed.

    Raises ImproperlyConfigured when there is none, or when the file holds another kind of key.
    """
    if not path.exists():
        if not may_be_made:
            raise ImproperlyConfigured(f"The signing key {path} is not there.")
        _make(path)
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ImproperlyConfigured(f"The signing key {path} is no Ed25519 key.")
    return key


def _make(path: Path) -> None:
    """Write a new key that only its owner can read, unless another process was faster."""
    pem = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(pem)
    try:
        os.link(draft, path)  # fails, and so keeps the other's key, if the path exists by now
    except FileExistsError:
        pass
    finally:
        draft.unlink()
