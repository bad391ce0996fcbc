"""The tests' own eyes: would they see?"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route

ADDRESS = "http://page.test/"
SOUND = """<!doctype html><html lang="en"><head><title>Sound</title></head>
<body><main><h1>Sound</h1><p>Plain words.</p></main></body></html>"""


@pytest.fixture
def show(page: Page) -> Callable[[str], None]:
    """Open a page of the given HTML, under the strictest content security policy."""

    def opened(html: str) -> None:
        def answer(route: Route) -> None:
            policy = {"Content-Security-Policy": "default-src 'none'"}
            route.fulfill(body=html, content_type="text/html", headers=policy)

        page.route(ADDRESS, answer)
        page.goto(ADDRESS)

    return opened


def test_axe_sound_page(
    page: Page, show: Callable[[str], None], axe: Callable[[Page], None]
) -> None:
    show(SOUND)
    axe(page)
    assert page.evaluate("axe.version")


def test_axe_faulty_page_is_told_in_words(
    page: Page, show: Callable[[str], None], axe: Callable[[Page], None]
) -> None:
    show(SOUND.replace("<p>Plain words.</p>", '<img src="data:,">').replace(' lang="en"', ""))
    with pytest.raises(pytest.fail.Exception) as failure:
        axe(page)
    message = str(failure.value)
    assert ADDRESS in message
    assert "image-alt (critical)" in message
    assert '<img src="data:,">' in message
    assert "html-has-lang" in message
