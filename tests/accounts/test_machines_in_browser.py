"""The pages of tokens, webhooks and responsibility: axe finds nothing, at either width."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from accounts.services.webhooks import add_webhook, send_test
from tests.editorial.authoring.browsing import sign_in
from tests.factories import PASSWORD
from tests.factories.cast import assemble
from tests.factories.tokens import by_program


@pytest.mark.django_db(transaction=True)
def test_axe_finds_nothing(page: Page, live_server: Any, axe: Callable[[Page], None]) -> None:
    cast = assemble()
    article = by_program(cast)
    endpoint, _secret = add_webhook(acting_user=cast.author, url="https://hooks.example/told")
    delivery = send_test(acting_user=cast.author, endpoint=endpoint)
    endpoint.deliveries.update(dead_at=delivery.created_at, last_error="The answer was 500.")
    sign_in(page, live_server.url, cast.author)
    new_token = reverse("accounts:new_token")
    page.goto(live_server.url + new_token)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(live_server.url + new_token)
    axe(page)
    page.fill("input[name=name]", "Pipeline")
    page.get_by_label("Read your drafts").check()
    page.get_by_role("button", name="Create it").click()
    assert page.get_by_label("Token for").input_value().startswith("imp_")
    axe(page)
    for name, args in (
        ("accounts:tokens", []),
        ("accounts:webhooks", []),
        ("accounts:new_webhook", []),
        ("write:article", [article.slug]),
        ("write:responsibility", [article.slug]),
    ):
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(live_server.url + reverse(name, args=args))
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name
            axe(page)
