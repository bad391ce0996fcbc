"""Pictures that authors upload: read with suspicion, and written anew with nothing but the picture.

What comes out was made by Pillow here from the pixels alone: no EXIF with the place where a
photograph was taken, no comment, no colour profile, and nothing of a file that is two things at
once. The size that a file claims is read from its head before anything is decoded, so that a few
kB can't unfold into gigabytes.
"""

from __future__ import annotations

import hashlib
import io
import threading
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageOps

MEBIBYTE = 1024 * 1024
#: Of the file that is uploaded, and of what is made of it.
MOST_BYTES = 10 * MEBIBYTE
MOST_PIXELS = 40_000_000

#: Pillow's name of a format -> the ending of our files. MPO is a JPEG with more pictures behind it.
KINDS = {"PNG": "png", "JPEG": "jpeg", "MPO": "jpeg", "WEBP": "webp"}
#: The ending of a file -> what a browser is told that it is.
CONTENT_TYPES = {"png": "image/png", "jpeg": "image/jpeg", "webp": "image/webp"}

#: What each kind can hold; anything else is turned into RGB.
_MODES = {
    "png": {"1", "L", "LA", "P", "RGB", "RGBA", "I;16"},
    "jpeg": {"L", "RGB"},
    "webp": {"RGB", "RGBA"},
}
#: What reading and writing one picture may take of memory at once, in bytes; what that costs a
#: pixel differs by kind, so that some kinds end before ``MOST_PIXELS`` (see ``_check_memory``).
MOST_MEMORY = 280_000_000
#: A photograph beyond this is read at half its width and height, which takes a quarter.
_HALVED_BEYOND = 16_000_000
#: libwebp keeps the canvas twice beside ours; with see-through pixels its writer takes more still.
_WEBP_COST, _WEBP_SEE_THROUGH_COST = 16, 24
_ORIENTATION = 0x0112
#: Never two in one process.
_ONE_AT_A_TIME = threading.Lock()

_OPTIONS: dict[str, dict[str, int | bool]] = {
    "png": {},
    "jpeg": {"quality": 90},
    "webp": {"quality": 90},
}

# Pillow's own alarm goes off where ours does: a warning up to twice the number, then an error.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS

OTHER = "Only PNG, JPEG and WebP pictures can be added, and this file is none of them."
SVG = "SVG pictures can't be added, because they may carry scripts: save it as PNG."
BROKEN = "This file says that it is a picture, but can't be read as one."
MOVING = "Pictures that move can't be added: save one of the frames as PNG."
EMPTY = "This file is empty."
LARGE = f"A picture has {MOST_BYTES // MEBIBYTE} MB at most."
WIDE = f"A picture has {MOST_PIXELS // 1_000_000} megapixels at most."
HEAVY = (
    "A picture of this kind takes too much memory to be read: save it with {} megapixels at most."
)


class ImageRefusedError(ValueError):
    """A file is no picture that may be added; the message says why."""


@dataclass(frozen=True)
class Encoded:
    """A picture made anew: its bytes, and what is known of them."""

    kind: str
    width: int
    height: int
    data: bytes

    @property
    def digest(self) -> str:
        """The SHA-256 of the bytes, by which a text refers to them."""
        return hashlib.sha256(self.data).hexdigest()


def reencode(raw: bytes) -> Encoded:
    """Return the picture in a file, made anew without metadata.

    A photograph is turned the way its camera was held. Raises ImageRefusedError.
    """
    if not raw:
        raise ImageRefusedError(EMPTY)
    if len(raw) > MOST_BYTES:
        raise ImageRefusedError(LARGE)
    _check_head(raw)
    try:
        with _ONE_AT_A_TIME:
            return _made_anew(raw)
    except ImageRefusedError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ImageRefusedError(WIDE) from error
    except Exception as error:  # a broken file leads Pillow into any of a dozen
        raise ImageRefusedError(BROKEN) from error


def _check_head(raw: bytes) -> None:
    """Refuse what is none of the three kinds, and a WebP file that moves or claims too much.

    libwebp takes memory for the whole canvas as soon as a file is opened; Pillow measures it only
    afterwards. Of the other two kinds Pillow reads no more than the head before we measure.
    """
    if raw.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        return
    if raw[:4] == b"RIFF" and raw[8:12] == b"WEBP":
        width, height = _webp_size(raw)
        if width * height > MOST_PIXELS:
            raise ImageRefusedError(WIDE)
        _check_memory(width * height, _WEBP_COST)
        return
    raise ImageRefusedError(SVG if b"<svg" in raw[:1024].lower() else OTHER)


def _webp_size(raw: bytes) -> tuple[int, int]:
    """Return the size in the head of a WebP file (RFC 9649)."""
    chunk, head = raw[12:16], raw[20:30]
    if len(head) < 10:
        raise ImageRefusedError(BROKEN)
    if chunk == b"VP8X":
        if head[0] & 0x02:
            raise ImageRefusedError(MOVING)
        return 1 + int.from_bytes(head[4:7], "little"), 1 + int.from_bytes(head[7:10], "little")
    if chunk == b"VP8L":
        bits = int.from_bytes(head[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if chunk == b"VP8 ":
        size = int.from_bytes(head[6:8], "little"), int.from_bytes(head[8:10], "little")
        return size[0] & 0x3FFF, size[1] & 0x3FFF
    raise ImageRefusedError(BROKEN)


def _check_memory(pixels: int, cost: int) -> None:
    """Refuse a picture of which each pixel costs so many bytes, before they are taken."""
    if pixels * cost > MOST_MEMORY:
        raise ImageRefusedError(HEAVY.format(MOST_MEMORY // cost // 1_000_000))


class _Bounded(io.BytesIO):
    """A file in memory that takes no more than a picture may have."""

    def write(self, data: Any, /) -> int:
        if self.tell() + len(data) > MOST_BYTES:
            raise ImageRefusedError(LARGE)
        return super().write(data)


def _made_anew(raw: bytes) -> Encoded:
    kind, plain = _read(raw)
    buffer = _Bounded()
    plain.save(buffer, format=kind.upper(), **_OPTIONS[kind])
    return Encoded(kind, plain.width, plain.height, buffer.getvalue())


def _read(raw: bytes) -> tuple[str, Image.Image]:
    """Return the kind of a picture and its pixels; what decoded them is gone on return."""
    with Image.open(io.BytesIO(raw), formats=("PNG", "JPEG", "WEBP")) as picture:
        kind = KINDS[str(picture.format)]
        pixels = picture.width * picture.height
        if pixels > MOST_PIXELS:
            raise ImageRefusedError(WIDE)
        # A camera's preview behind a JPEG is no animation.
        if kind != "jpeg" and getattr(picture, "is_animated", False):
            raise ImageRefusedError(MOVING)
        _check_memory(pixels, _cost(picture, kind))
        if kind == "jpeg" and pixels > _HALVED_BEYOND:
            picture.draft(None, (picture.width // 2, picture.height // 2))
        picture.load()
        # PNG says how the camera was held behind the pixels, if at all.
        if kind == "png" and picture.getexif().get(_ORIENTATION, 1) != 1:
            _check_memory(pixels, 2 * _cost(picture, kind))
        return kind, _plain(picture, kind)


def _cost(picture: Image.Image, kind: str) -> int:
    """Return what a pixel costs while it is read and written."""
    bands = len(picture.getbands())
    if kind == "webp":
        return _WEBP_SEE_THROUGH_COST if picture.mode == "RGBA" else _WEBP_COST
    if kind == "jpeg":
        # One sent in several scans is kept whole in coefficients of two bytes; the pixels come
        # to one byte where it is halved, and below that there is room for four and a copy.
        return 2 * bands + 1
    return 4 if bands > 1 else 2


def _plain(picture: Image.Image, kind: str) -> Image.Image:
    """Return the pixels, upright and in a mode that the kind can hold, without anything else."""
    if kind == "webp":
        # A copy, so that the decoder with its canvas goes before the writer comes.
        picture = ImageOps.exif_transpose(picture)
    else:
        ImageOps.exif_transpose(picture, in_place=True)
    see_through = picture.info.get("transparency")
    if picture.mode not in _MODES[kind]:
        picture = picture.convert("RGB")
        see_through = None
    # Savers look into ``info`` for what to write beside the pixels.
    picture.info = {} if kind != "png" or see_through is None else {"transparency": see_through}
    return picture
