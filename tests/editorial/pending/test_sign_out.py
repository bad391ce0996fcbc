"""Signing out from a page that sends no referrer."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.factories import PASSWORD, Cast, under_review

pytestmark = pytest.mark.django_db(transaction=True)


def test_signing_out_works_from_a_pending_page(cast: Cast, live_server: Any, page: Page) -> None:
    submission = under_review(cast)
    page.goto(live_server.url + reverse("account_login"))
    page.locator("[name=login]").fill(cast.author.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/login/" not in url)
    page.goto(live_server.url + reverse("pending:article", args=[submission.article.slug]))
    page.get_by_role("link", name="Sign out").click()
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{live_server.url}/")
    page.goto(live_server.url + reverse("write:list"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
