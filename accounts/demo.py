"""What is public in the demo, and exists nowhere else."""

from __future__ import annotations

from django.conf import settings

#: The second factor of the demo's people, for an authenticator app. Anybody can read it here.
DEMO_SECRET = "IMPRIMATURLETITBEPRINTEDDEMOONLY"  # noqa: S105 - a secret of nobody


def is_demo_secret(secret: str) -> bool:
    """Tell whether a factor is the demo's public one, in demo mode."""
    return bool(settings.DEMO) and secret == DEMO_SECRET
