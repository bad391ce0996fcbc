"""Search in a browser: by keyboard, accessible, within the screen, and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.factories import Cast, draft, published


@pytest.fixture
def site(cast: Cast, live_server: Any) -> str:
    published(cast, draft(cast, slug="one", title="Treating one kidney"))
    published(cast, draft(cast, slug="two", title="Treating two kidneys", plain_text=""))
    return str(live_server.url)


@pytest.mark.parametrize(
    ("width", "scheme"), [(320, "light"), (390, "dark"), (1280, "light")], ids=str
)
def test_accessible_and_within_the_screen(
    page: Page, site: str, axe: Callable[[Page], None], width: int, scheme: Any
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    paths = ("search/", "search/?q=kidney", "search/?q=smallpox", "search/?q=board", "specialties/")
    for path in (*paths, "specialties/nephrology/"):
        page.goto(f"{site}/{path}")
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path


def test_by_keyboard(page: Page, site: str) -> None:
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.goto(f"{site}/search/")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("kidneys")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="2 articles")).to_be_visible()
    page.get_by_role("searchbox").focus()
    links = page.locator(".hit h3 a")
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("kidney")
    assert problems == [], "the content security policy refused something"


def test_filters_without_javascript(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/search/?q=kidney")
    page.get_by_label("Text").select_option("plain")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", name="1 article")).to_be_visible()
    page.locator(".hit h3 a").click()
    expect(page).to_have_url(f"{site}/articles/one/plain/")
    context.close()
