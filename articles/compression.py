"""The content codings in which finished pages are kept."""

from __future__ import annotations

import gzip

import brotli
import zstandard

#: In the order in which the front prefers them.
CODINGS = ("br", "zstd", "gzip")

# A page is compressed once, in the transaction that publishes it: these levels take about a
# millisecond each for a long article, the highest ones forty.
_BROTLI, _ZSTD, _GZIP = 7, 12, 9


def compressed(body: bytes) -> dict[str, bytes]:
    """Return the body in every coding. The same body gives the same bytes."""
    return {
        "br": brotli.compress(body, mode=brotli.MODE_TEXT, quality=_BROTLI),
        "zstd": zstandard.compress(body, _ZSTD),
        "gzip": gzip.compress(body, _GZIP, mtime=0),
    }
