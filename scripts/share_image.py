"""Draw the picture that stands beside a shared link: ``python -m scripts.share_image``.

Our own drawing, with the typeface that Pillow carries (Aileron, CC0). Kept in the repository, so
that no server has to draw it.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FILE = Path(__file__).parents[1] / "static" / "icons" / "share.png"
SIZE = (1200, 630)
GROUND, PAPER = "#1f625f", "#fffdf8"
#: It is drawn so many times as large, and made small again with smooth edges.
FINE = 2


def draw() -> Image.Image:
    """Return the seal of the site with its name and its promise."""
    picture = Image.new("RGB", (SIZE[0] * FINE, SIZE[1] * FINE), GROUND)
    pen = ImageDraw.Draw(picture)

    def line(*points: tuple[int, int]) -> None:
        scaled = [(x * FINE, y * FINE) for x, y in points]
        pen.line(scaled, fill=PAPER, width=14 * FINE, joint="curve")
        for x, y in scaled:
            pen.circle((x, y), 7 * FINE, fill=PAPER)

    def words(x: int, y: int, text: str, size: int) -> None:
        font = ImageFont.load_default(size * FINE)
        pen.text((x * FINE, y * FINE), text, fill=PAPER, font=font)

    pen.circle((210 * FINE, 265 * FINE), 110 * FINE, outline=PAPER, width=14 * FINE)
    line((160, 268), (197, 305), (262, 234))
    line((152, 358), (130, 466), (210, 428), (290, 466), (268, 358))
    words(400, 170, "Imprimatur", 112)
    words(404, 330, "What the board signed is,", 46)
    words(404, 392, "byte for byte, what you read.", 46)
    return picture.resize(SIZE, Image.Resampling.LANCZOS)


if __name__ == "__main__":
    # Few colours: the edges are all that is between two.
    draw().quantize(32).save(FILE, optimize=True)
