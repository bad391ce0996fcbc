"""What is said of public pages to caches, by the front and by Django alike."""

from __future__ import annotations

import hashlib

#: A retraction must reach readers through any cache within a minute.
SECONDS = 60
CACHE_CONTROL = f"max-age={SECONDS}, public"


def body_tag(body: bytes) -> str:
    """Return the name of a body: the same bytes have the same one in every process."""
    return hashlib.sha256(body).hexdigest()[:32]


def etag(tag: str, coding: str = "identity") -> str:
    """Return the ETag header of a body in a content coding: each coding's bytes are others."""
    return f'"{tag}"' if coding == "identity" else f'"{tag}-{coding}"'
