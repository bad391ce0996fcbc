"""What the largest pictures that are taken cost of memory, each read in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
#: Each at its limit: turned, in many scans, and see-through, whatever costs the most.
MAKE = """
import sys
from PIL import Image
from tests.articles import pictures
Image.MAX_IMAGE_PIXELS = None
exif = Image.Exif()
exif[0x0112] = pictures.TURNED
folder = sys.argv[1]
Image.new("RGB", (6320, 6320), "teal").save(
    folder + "/a.jpeg", progressive=True, subsampling=0, quality=20, exif=exif)
Image.new("RGBA", (5900, 5900), "teal").save(folder + "/a.png", compress_level=1, exif=exif)
Image.new("RGBA", (3400, 3400), "teal").save(folder + "/a.webp", quality=1, method=0, exif=exif)
"""
READ = """
import sys
from articles.images import reencode
def peak():
    # Not ru_maxrss, into which the size of the process that started this one is carried.
    return int(open("/proc/self/status").read().split("VmHWM:")[1].split()[0])
raw, before = open(sys.argv[1], "rb").read(), peak()
encoded = reencode(raw)
print(encoded.width, encoded.height, (peak() - before) // 1000)
"""


def run(program: str, argument: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program, str(argument)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictures")
    run(MAKE, folder)
    return folder


@pytest.mark.parametrize(("kind", "side"), [("jpeg", 3160), ("png", 5900), ("webp", 3400)])
def test_largest_pictures_stay_below_300_mb(folder: Path, kind: str, side: int) -> None:
    width, height, growth = map(int, run(READ, folder / f"a.{kind}").split())

    assert (width, height) == (side, side)
    assert 50 < growth < 300
