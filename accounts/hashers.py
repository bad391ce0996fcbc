"""How the demo hashes a password that everybody knows."""

from __future__ import annotations

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class DemoHasher(PBKDF2PasswordHasher):
    """A fast hash, for the demo only: production's settings don't know it."""

    algorithm = "pbkdf2_sha256_demo"
    iterations = 1_000
