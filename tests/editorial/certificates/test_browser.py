"""The certificate and the readers' page of verification, in a browser."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from tests.factories import assemble, published


@pytest.mark.parametrize("width", [390, 1280])
def test_both_pages_pass_axe_and_fit(
    transactional_db: None, live_server: Any, page: Any, axe: Any, width: int
) -> None:
    cast = assemble()
    publication = published(cast)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(live_server.url + reverse("reader:verify", args=[publication.digest]))
    axe(page)
    page.goto(live_server.url + reverse("account_login"))
    page.fill("input[name=login]", cast.editor.email)
    page.fill("input[name=password]", "let-it-be-printed")
    page.press("input[name=password]", "Enter")
    page.goto(live_server.url + reverse("certificates:page", args=[publication.submission.uid]))
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
