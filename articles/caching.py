"""What is said of public pages to caches, by the front and by Django alike."""

from __future__ import annotations

import hashlib

#: Any cache may keep a page and none may show it unasked: a retraction shows at the next request.
#: Asking costs little: the ETag is answered with 304 and no body.
CACHE_CONTROL = "no-cache, public"


def body_tag(body: bytes) -> str:
    """Return the name of a body: the same bytes have the same one in every process."""
    return hashlib.sha256(body).hexdigest()[:32]


def etag(tag: str, coding: str = "identity") -> str:
    """Return the ETag header of a body in a content coding: each coding's bytes are others."""
    return f'"{tag}"' if coding == "identity" else f'"{tag}-{coding}"'
