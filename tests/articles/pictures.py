"""Picture files for tests: honest ones, and ones that unfold."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image

#: What a photograph's EXIF says, and no page must.
SECRET = "taken at the patient's home"
UPRIGHT, TURNED = 1, 6


def picture(
    kind: str = "png", size: tuple[int, int] = (40, 20), colour: str = "teal", **options: Any
) -> bytes:
    """Return a picture of one colour."""
    buffer = io.BytesIO()
    Image.new(options.pop("mode", "RGB"), size, colour).save(buffer, kind, **options)
    return buffer.getvalue()


def held(orientation: int) -> Image.Exif:
    """Return what a camera writes: where the picture was taken, and how it was held."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = SECRET
    exif[0x8825] = {1: "N", 2: (52.0, 31.0, 12.0)}
    return exif


def photograph(kind: str = "jpeg", orientation: int = UPRIGHT, **options: Any) -> bytes:
    """Return a picture with EXIF."""
    raw = picture(kind, exif=held(orientation), **options)
    assert SECRET.encode() in raw
    return raw


def png(*chunks: tuple[bytes, bytes], width: int = 1, height: int = 1, bits: int = 1) -> bytes:
    """Return a grey PNG made of chunks by hand."""
    head = (b"IHDR", struct.pack(">IIBBBBB", width, height, bits, 0, 0, 0, 0))
    whole = b"\x89PNG\r\n\x1a\n"
    for name, data in (head, *chunks, (b"IEND", b"")):
        whole += struct.pack(">I", len(data)) + name + data
        whole += struct.pack(">I", zlib.crc32(name + data))
    return whole


def bomb_png() -> bytes:
    """Return a whole PNG of 300 megapixels in a few kB."""
    width, height = 20_000, 15_000
    return png(
        (b"IDAT", zlib.compress(bytes((width // 8 + 1) * height), 9)), width=width, height=height
    )


def bomb_jpeg() -> bytes:
    """Return a JPEG whose frame claims to be 65,000 pixels wide and high."""
    raw = bytearray(picture("jpeg"))
    at = raw.index(b"\xff\xc0")
    raw[at + 5 : at + 9] = struct.pack(">HH", 65_000, 65_000)
    return bytes(raw)


def bomb_webp() -> bytes:
    """Return a lossless WebP whose head claims 16,384 pixels each way."""
    data = b"\x2f" + struct.pack("<I", 0x3FFF | 0x3FFF << 14) + bytes(20)
    return _riff(b"VP8L", data)


def bomb_webp_canvas() -> bytes:
    """Return an extended WebP with a canvas of 268 megapixels."""
    size = (16_383).to_bytes(3, "little")
    return _riff(b"VP8X", bytes(4) + size + size + bytes(10))


def _riff(chunk: bytes, data: bytes) -> bytes:
    body = b"WEBP" + chunk + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", len(body)) + body


def moving(kind: str) -> bytes:
    """Return a picture of two frames."""
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue")]
    buffer = io.BytesIO()
    frames[0].save(buffer, kind, save_all=True, append_images=frames[1:], duration=50)
    return buffer.getvalue()


#: A GIF that is JavaScript as well.
GIF_SCRIPT = b"GIF89a/*\x00\x00\x00\x00\x00*/=1;alert(document.domain)//;"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'
