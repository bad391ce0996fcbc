"""What every refusal of a signature begins with."""

from __future__ import annotations

import pytest

from accounts.models import User
from tests.factories import Cast, enable_to_sign


@pytest.fixture(autouse=True)
def _everybody_can_prove_who_they_are(cast: Cast) -> None:
    """Enrol everybody beforehand, so that only the signature could leave a trace."""
    for person in User.objects.all():
        enable_to_sign(person)
