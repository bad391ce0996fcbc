"""The office's key."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings

from editorial import signing


def test_the_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "folder" / "key.pem"
    with override_settings(SIGNING_KEY_FILE=file, SIGNING_KEY_MAY_BE_MADE=True):
        first = signing.key_id()
        assert file.stat().st_mode & 0o777 == 0o600
        assert list(file.parent.iterdir()) == [file]
        signing._load.cache_clear()
        assert signing.key_id() == first


def test_a_signature_holds_for_its_text_alone(tmp_path: Path) -> None:
    with override_settings(SIGNING_KEY_FILE=tmp_path / "key.pem", SIGNING_KEY_MAY_BE_MADE=True):
        key = serialization.load_pem_public_key(signing.public_pem().encode())
        assert isinstance(key, Ed25519PublicKey)
        signature = base64.b64decode(signing.sign("Signed: ü"))
        key.verify(signature, "Signed: ü".encode())
        with pytest.raises(InvalidSignature):
            key.verify(signature, b"Signed: u")
        raw = key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
        assert signing.key_id() == hashlib.sha256(raw).hexdigest()


def test_production_does_not_make_a_key(tmp_path: Path) -> None:
    file = tmp_path / "key.pem"
    with (
        override_settings(SIGNING_KEY_FILE=file, SIGNING_KEY_MAY_BE_MADE=False),
        pytest.raises(ImproperlyConfigured, match="is not there"),
    ):
        signing.sign("text")
    assert not file.exists()


def test_another_kind_of_key_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "key.pem"
    file.write_bytes(
        ec.generate_private_key(ec.SECP256R1()).private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    with (
        override_settings(SIGNING_KEY_FILE=file, SIGNING_KEY_MAY_BE_MADE=False),
        pytest.raises(ImproperlyConfigured, match="no Ed25519 key"),
    ):
        signing.sign("text")
