from __future__ import annotations

import io
import json
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from PIL import Image

from articles import images
from articles.images import ImageRefusedError, reencode
from tests.articles import pictures

#: Makes each hostile file in a process of its own and prints what became of it, and the peak.
HOSTILE = """
import json, resource
from articles.images import ImageRefusedError, reencode
from tests.articles import pictures
limit = 1024**3
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
said = {}
for name in ("bomb_png", "bomb_jpeg", "bomb_webp", "bomb_webp_canvas"):
    raw = getattr(pictures, name)()
    try:
        said[name] = reencode(raw).kind
    except ImageRefusedError as error:
        said[name] = str(error)
# Not ru_maxrss, into which the size of the process that started this one is carried.
status = open("/proc/self/status").read()
peak = int(status.split("VmHWM:")[1].split()[0]) // 1024
print(json.dumps({"said": said, "peak": peak}))
"""


def opened(encoded: images.Encoded) -> Image.Image:
    return Image.open(io.BytesIO(encoded.data))


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp"])
def test_picture_comes_out_as_its_kind_without_what_the_camera_wrote(kind):
    encoded = reencode(pictures.photograph(kind))

    assert (encoded.kind, encoded.width, encoded.height) == (kind, 40, 20)
    assert opened(encoded).format == kind.upper()
    assert not opened(encoded).getexif()
    for trace in (pictures.SECRET.encode(), b"Exif", b"eXIf", b"EXIF", b"XMP"):
        assert trace not in encoded.data


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp"])
def test_photograph_is_turned_the_way_the_camera_was_held(kind):
    encoded = reencode(pictures.photograph(kind, pictures.TURNED))

    assert (encoded.width, encoded.height) == opened(encoded).size == (20, 40)


def test_comments_profiles_and_what_follows_the_picture_are_gone():
    hidden = b"<script>alert(1)</script>"
    profile = (b"iCCP", b"x\0\0" + zlib.compress(hidden))
    text = (b"tEXt", b"Comment\0" + hidden)
    pixels = (b"IDAT", zlib.compress(bytes(2)))
    encoded = reencode(pictures.png(profile, text, pixels) + hidden)

    assert hidden not in encoded.data
    assert opened(encoded).info == {}
    with_comment = reencode(pictures.picture("jpeg", comment=hidden) + hidden)
    assert hidden not in with_comment.data


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_png_keeps_how_it_holds_its_pixels(mode):
    raw = pictures.picture("png", mode=mode, colour=0)

    assert opened(reencode(raw)).mode == mode


def test_what_was_see_through_stays_so():
    encoded = reencode(pictures.picture("png", mode="P", colour=0, transparency=0))

    assert opened(encoded).convert("RGBA").getpixel((0, 0))[3] == 0


def test_colours_for_print_become_those_of_screens():
    assert opened(reencode(pictures.picture("jpeg", mode="CMYK", colour=0))).mode == "RGB"


def test_digest_is_of_the_bytes_and_another_picture_has_another():
    first, second = (reencode(pictures.picture(colour=c)) for c in ("teal", "red"))

    assert first.digest != second.digest
    assert reencode(pictures.picture()).digest == first.digest


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", images.EMPTY),
        (b"hello", images.OTHER),
        (pictures.GIF_SCRIPT, images.OTHER),
        (pictures.picture("gif"), images.OTHER),
        (pictures.picture("bmp"), images.OTHER),
        (pictures.picture("tiff"), images.OTHER),
        (b"%PDF-1.7", images.OTHER),
        (pictures.SVG, images.SVG),
        (pictures.picture("png")[:-30], images.BROKEN),
        (pictures.picture("jpeg")[:200], images.BROKEN),
        (pictures.picture("webp")[:40], images.BROKEN),
        (b"RIFF\0\0\0\0WEBP", images.BROKEN),
        (b"RIFF\0\0\0\0WEBPVP9 " + bytes(30), images.BROKEN),
        (b"\x89PNG\r\n\x1a\n", images.BROKEN),
        (b"\xff\xd8\xff" + pictures.GIF_SCRIPT, images.BROKEN),
        (pictures.png((b"zTXt", b"a\0\0" + zlib.compress(bytes(9_000_000)))), images.BROKEN),
        (pictures.moving("png"), images.MOVING),
        (pictures.moving("webp"), images.MOVING),
        (bytes(images.MOST_BYTES + 1), images.LARGE),
        (pictures.png(width=6_325, height=6_325), images.WIDE),
    ],
)
def test_everything_else_is_refused_in_one_sentence(raw, sentence):
    with pytest.raises(ImageRefusedError) as caught:
        reencode(raw)

    assert str(caught.value) == sentence


def test_what_grows_beyond_the_limit_is_refused(monkeypatch):
    raw = pictures.picture("jpeg", size=(64, 64), quality=5)
    monkeypatch.setattr(images, "MOST_BYTES", len(raw) + 1)

    with pytest.raises(ImageRefusedError, match="10 MB"):
        reencode(raw)


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("webp", {}),
        ("webp", {"mode": "RGBA"}),
        ("jpeg", {"mode": "CMYK", "colour": 0}),
        ("png", {"mode": "RGBA"}),
        ("png", {"exif": pictures.held(pictures.TURNED)}),
    ],
)
def test_what_would_take_too_much_memory_is_refused_and_told_how_much_would_do(
    monkeypatch, kind, options
):
    raw = pictures.picture(kind, **options)
    monkeypatch.setattr(images, "MOST_MEMORY", 2_000)

    with pytest.raises(ImageRefusedError, match="save it with 0 megapixels at most"):
        reencode(raw)


def test_large_photograph_is_made_half_as_wide(monkeypatch):
    monkeypatch.setattr(images, "_HALVED_BEYOND", 1_000)

    encoded = reencode(pictures.photograph("jpeg", pictures.TURNED, size=(80, 40)))
    assert (encoded.width, encoded.height) == (20, 40)


def test_files_that_unfold_are_refused_before_they_do():
    assert len(pictures.bomb_png()) < 50_000
    run = subprocess.run(
        [sys.executable, "-c", HOSTILE],
        cwd=Path(__file__).parents[2],
        check=True,
        capture_output=True,
        text=True,
    )
    found = json.loads(run.stdout)

    assert found["said"] == dict.fromkeys(found["said"], images.WIDE)
    assert len(found["said"]) == 4
    assert found["peak"] < 300
