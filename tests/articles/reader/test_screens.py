"""The public pages in a browser: accessible, within the screen, and the same without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from editorial import services
from tests.factories import Cast, published, retracted, under_review

ARTICLE = "/articles/treating-diabetic-kidney-disease/"

#: Width and colours, so that each width is seen, and both colours at the narrowest and the widest.
SCREENS = [(320, "light"), (320, "dark"), (768, "light"), (1280, "dark"), (1280, "light")]


@pytest.fixture
def addresses(cast: Cast, live_server: Any) -> list[str]:
    """Return the address of every public page, in every state."""
    first = published(cast)
    services.save_article(
        acting_user=cast.author,
        article=first.article,
        changes={"clinician_text": "## In short\n\nNow 5 mg.[1,2]"},
    )
    published(cast, first.article)
    fallen = retracted(cast, title="A text that fell", slug="a-text-that-fell", plain_text="")
    services.grant_early_access(
        acting_user=cast.editor,
        submission=under_review(cast, title="A text on its way", slug="a-text-on-its-way"),
    )
    paths = [
        "/",
        "/articles/",
        "/articles/?specialty=nothing",
        "/editorial-policy/",
        "/board/",
        f"/board/{cast.board_one.uid}/",
        ARTICLE,
        f"{ARTICLE}plain/",
        f"{ARTICLE}v/1/",
        f"{ARTICLE}v/1/compare/2/",
        "/articles/a-text-that-fell/",
        "/articles/a-text-that-fell/plain/",
        f"/notices/{fallen.notices.get().pk}/",
        "/pending/a-text-on-its-way/",
        "/articles/there-is-none/",
        "/accounts/login/",
        "/accounts/password/reset/",
    ]
    return [f"{live_server.url}{path}" for path in paths]


def _fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_pages_are_accessible_and_fit_the_screen(
    page: Page, addresses: list[str], axe: Callable[[Page], None]
) -> None:
    for address in addresses:
        page.goto(address)
        for width, colours in SCREENS:
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=colours)  # type: ignore[arg-type]
            assert _fits(page), f"{address} at {width} px"
            axe(page)


def test_pages_are_accessible_without_their_scripts(
    page: Page, addresses: list[str], axe: Callable[[Page], None]
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.route("**/*.js", lambda route: route.abort())  # axe itself needs a page that runs scripts
    for address in addresses:
        page.goto(address)
        axe(page)
