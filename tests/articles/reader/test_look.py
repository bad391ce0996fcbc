"""The style sheets: every class that a template uses is designed, and nothing is fetched."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SHEETS = [ROOT / "static/site.css", *sorted((ROOT / "static/css").glob("*.css"))]
ROOMS = ("account", "partials", "pending", "reader")

#: What marks a page or a part for scripts and tests, and needs no look of its own.
BARE = {"page-pending", "page-article"}

SHEET_TEXT = "\n".join(sheet.read_text(encoding="utf-8") for sheet in SHEETS)


def _classes() -> set[str]:
    templates = list((ROOT / "templates").glob("*.html"))
    for room in ROOMS:
        templates += (ROOT / "templates" / room).rglob("*.html")
    found: set[str] = set()
    for template in templates:
        text = re.sub(r"{%.*?%}|{{.*?}}", " ", template.read_text(encoding="utf-8"))
        for value in re.findall(r'\bclass="([^"]*)"', text):
            found.update(name for name in value.split() if not name.endswith("-"))
    return found


def test_every_class_is_designed() -> None:
    designed = set(re.findall(r"\.(-?[a-zA-Z_][\w-]*)", SHEET_TEXT))
    assert _classes() - designed - BARE == set()


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_sheet_fetches_nothing(sheet: Path) -> None:
    text = sheet.read_text(encoding="utf-8")
    assert "url(" not in text
    assert "@import" not in text


def test_every_icon_is_drawn() -> None:
    drawn = set(
        re.findall(r'<symbol id="([\w-]+)"', (ROOT / "static/icons/icons.svg").read_text("utf-8"))
    )
    used = {"check", "dot", "circle", "seal"}  # the stepper's, named in its tag
    for template in (ROOT / "templates").rglob("*.html"):
        used |= set(re.findall(r'icon\.html" with name="([\w-]+)"', template.read_text("utf-8")))
    assert used - drawn == set()
