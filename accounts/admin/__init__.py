"""The desk's pages about people."""

from __future__ import annotations

from accounts.admin import disclosure, membership, person, specialty

__all__ = ["disclosure", "membership", "person", "specialty"]
