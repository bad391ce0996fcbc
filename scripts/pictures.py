"""Take the readers' pictures in ``docs/pictures`` anew: ``python -m scripts.pictures ADDRESS``.

Of the demo as ``make run`` has just set it up, at its address (http://127.0.0.1:8000). The desk's
and the authors' pictures need people who are signed in, and are taken by hand.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from scripts import chromium

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
ARTICLE = "/articles/heart-failure-four-drug-therapy/"
COMPARISON = "/articles/gram-negative-bacteraemia-duration/v/1/compare/2/"
QUESTION = "When should the SGLT2 inhibitor be paused before surgery?"
#: What is taken, by name; a phone's have two dots to each of the page's.
PICTURES = {
    "home-1280": "/",
    "reader-1280": ARTICLE,
    "versions-1280": COMPARISON,
    "reader-390": ARTICLE,
    "reader-390-dark": ARTICLE,
    "board-390": "/board/",
    "retracted-390": "/articles/perioperative-beta-blocker/",
    "pending-390": "/pending/tp53-b-all-negative-lumbar-puncture/",
    "search-390": "/search/?q=HFrEF",
    "ask-390": "/ask/",
}


def ask(page: Page) -> None:
    """Put a question, and show what is quoted."""
    page.locator("textarea").fill(QUESTION)
    page.get_by_role("button", name="See what is published").click()
    page.locator("#published").evaluate("heading => scrollTo(0, heading.offsetTop - 24)")


def take(browser: Browser, site: str, name: str, path: str) -> None:
    """Take one picture, in few colours: it is a page, no photograph."""
    wide = "1280" in name
    size = (1280, 900) if wide else (390, 844)
    scheme: Literal["dark", "light"] = "dark" if name.endswith("dark") else "light"
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        device_scale_factor=1 if wide else 2,
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(site + path)
    if path == "/ask/":
        ask(page)
    with Image.open(BytesIO(page.screenshot())) as shot:
        shot.convert("RGB").quantize(128).save(FOLDER / f"{name}.png", optimize=True)
    context.close()


def main(site: str) -> None:
    """Take them all."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=["--no-sandbox", "--disable-gpu"]
        )
        for name, path in PICTURES.items():
            take(browser, site, name, path)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
