"""The acts of administrators on accounts, the board and its specialties."""

from __future__ import annotations
