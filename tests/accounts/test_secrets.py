"""Second factors are readable with the key outside the database alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from accounts import secrets
from accounts.demo import DEMO_SECRET, is_demo_secret
from accounts.services.factors import demo_code, give_demo_factor
from tests.factories import UserFactory


def test_what_is_sealed_opens_again_and_looks_like_nothing() -> None:
    sealed = secrets.encrypt("JBSWY3DPEHPK3PXP")
    assert "JBSWY3" not in sealed
    assert secrets.encrypt("JBSWY3DPEHPK3PXP") != sealed
    assert secrets.decrypt(sealed) == "JBSWY3DPEHPK3PXP"


def test_another_key_opens_nothing(settings: Any, tmp_path: Path) -> None:
    sealed = secrets.encrypt("JBSWY3DPEHPK3PXP")
    settings.FACTOR_KEY_FILE = tmp_path / "other.key"
    with pytest.raises(ImproperlyConfigured, match="another FACTOR_KEY_FILE"):
        secrets.decrypt(sealed)
    assert (tmp_path / "other.key").stat().st_mode & 0o077 == 0


def test_a_lost_key_is_not_replaced_in_production(settings: Any, tmp_path: Path) -> None:
    settings.FACTOR_KEY_FILE = tmp_path / "gone.key"
    settings.SIGNING_KEY_MAY_BE_MADE = False
    with pytest.raises(ImproperlyConfigured, match="is not there"):
        secrets.encrypt("x")
    assert not (tmp_path / "gone.key").exists()


@pytest.mark.django_db
def test_the_demos_factor_exists_in_the_demo_alone(settings: Any) -> None:
    person = UserFactory()
    settings.DEMO = False
    with pytest.raises(ValueError, match="belongs to the demo"):
        give_demo_factor(user=person)
    assert not is_demo_secret(DEMO_SECRET)
    settings.DEMO = True
    give_demo_factor(user=person)
    assert len(demo_code(person)) == 6
    settings.DEMO = False
    assert demo_code(person) == ""
