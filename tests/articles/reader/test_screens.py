"""The public pages in a browser: accessible, within the screen, and the same without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from articles.models import Publication
from tests.articles.reader.refusing_urls import ERRORS
from tests.articles.reader.world import ARTICLE, public_paths
from tests.factories import Cast

#: Each width in one of the colours; axe looks at the narrowest and the widest.
SCREENS = [(320, "light"), (390, "light"), (768, "dark"), (1280, "dark")]

#: What a script changes while the page is made.
SCRIPTED = (ARTICLE, f"{ARTICLE}plain/", "/articles/", "/search/?q=kidney")


@pytest.fixture
def paths(cast: Cast) -> list[str]:
    """Return the address of every public page, in every state."""
    return public_paths(cast)


def _fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.urls("tests.articles.reader.refusing_urls")
def test_pages_are_accessible_and_fit_the_screen(
    page: Page,
    paths: list[str],
    live_server: Any,
    axe: Callable[[Page], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problems: list[str] = []
    page.on("console", lambda message: problems.append(f"{page.url}: {message.text}"))

    def look_at(path: str) -> None:
        page.goto(f"{live_server.url}{path}")
        for width, colours in SCREENS:
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=colours)  # type: ignore[arg-type]
            assert _fits(page), f"{path} at {width} px"
            if width in (320, 1280):
                axe(page)
        page.emulate_media(media="print", color_scheme="light")
        expect(page.locator(".site-nav, .button").first).to_be_hidden()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.emulate_media(media="screen")

    for path in (*paths, *ERRORS):
        look_at(path)
    monkeypatch.setattr(Publication, "review_is_overdue", lambda _publication: True)
    for path in (ARTICLE, "/"):
        look_at(path)
        expect(page.get_by_text("review overdue").first).to_be_visible()
    refused = [problem for problem in problems if "responded with a status of" not in problem]
    assert refused == [], "the content security policy refused something"


def test_pages_are_accessible_without_their_scripts(
    page: Page, browser: Browser, paths: list[str], live_server: Any, axe: Callable[[Page], None]
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.route("**/*.js", lambda route: route.abort())  # axe itself needs a page that runs scripts
    for path in SCRIPTED:
        page.goto(f"{live_server.url}{path}")
        axe(page)
    without = browser.new_context(java_script_enabled=False)
    bare = without.new_page()
    for path in paths:
        answer = bare.goto(f"{live_server.url}{path}")
        assert answer is not None
        assert answer.status in (200, 404), path
        expect(bare.get_by_role("heading", level=1)).to_be_visible()
    without.close()
