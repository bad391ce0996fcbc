"""The desk's pages about articles."""

from __future__ import annotations

from articles.admin import article

__all__ = ["article"]
