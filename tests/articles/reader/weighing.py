"""What a page weighs: its HTML, style sheets and scripts, as they are before compression."""

from __future__ import annotations

import re
from pathlib import Path

from django.test import Client

STATIC = Path(__file__).parents[3] / "static"

#: Bytes, without pictures. There are no fonts: pages use those of the reader's machine.
LIMIT = 60_000

_FILE = re.compile(rb'(?:href|src)="/static/([^"]+\.(?:css|js))"')


def weight_of(path: str) -> int:
    """Return the bytes of a page and of every style sheet and script that it names."""
    html = Client().get(path).content
    files = set(_FILE.findall(html))
    assert files, "a page without a style sheet was not understood"
    return len(html) + sum((STATIC / name.decode()).stat().st_size for name in files)
