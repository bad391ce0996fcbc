"""The settings that keep tests quick and off the machine's files."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test.utils import override_settings


@pytest.fixture(scope="session", autouse=True)
def _settings_for_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Hash passwords fast, and sign and encrypt with keys of this run's own."""
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        FACTOR_KEY_FILE=tmp_path_factory.mktemp("factors") / "factor.key",
        SIGNING_KEY_FILE=tmp_path_factory.mktemp("key") / "signing-key.pem",
        SIGNING_KEY_MAY_BE_MADE=True,
        MEDIA_DIR=tmp_path_factory.mktemp("media"),
    ):
        yield


@pytest.fixture(autouse=True)
def _checkpoint_file_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Give each test a file of checkpoints, as its database forgets what the last one wrote."""
    file = tmp_path_factory.getbasetemp() / f"checkpoints-{uuid.uuid4().hex}.jsonl"
    with override_settings(CHECKPOINT_FILE=file):
        yield
    if file.is_file():
        file.unlink()


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Forget what other tests have cached: allauth counts requests of an address there."""
    cache.clear()
