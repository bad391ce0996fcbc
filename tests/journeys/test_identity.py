"""An administrator checks an identity, and two of them reset second factors, in a browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.enums import Role
from accounts.models import User
from accounts.policies import has_second_factor
from tests.factories import PASSWORD, Cast, UserFactory, enable_to_sign

pytestmark = pytest.mark.django_db(transaction=True)


def sign_in(page: Page, root: str, user: User) -> None:
    page.set_default_timeout(8000)
    page.context.clear_cookies()
    page.goto(f"{root}/accounts/login/")
    page.locator("[name=login]").fill(user.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/login/" not in url)


def test_identity_and_reset(
    page: Page, live_server: Any, cast: Cast, axe: Callable[[Page], None]
) -> None:
    second = enable_to_sign(UserFactory(printed_name="Sven Second", roles=[Role.ADMIN]))
    person = f"{live_server.url}/admin/accounts/user/{cast.board_one.pk}"
    sign_in(page, live_server.url, cast.admin)
    page.goto(f"{person}/change/")
    axe(page)
    page.get_by_role("link", name="Record an identity check").click()
    axe(page)
    page.get_by_label("What you were shown").select_option(label="Passport")
    page.get_by_role("button", name="Record an identity check").click()
    expect(page.get_by_role("status").first).to_contain_text("is on record")

    page.get_by_role("link", name="Reset second factors").click()
    axe(page)
    page.get_by_label("Reason").fill("The telephone is lost.")
    page.get_by_role("button", name="Reset second factors").click()
    expect(page.get_by_role("status").first).to_contain_text("A second administrator has to agree")
    expect(page.get_by_role("button", name="Agree to the reset")).to_be_disabled()
    axe(page)

    sign_in(page, live_server.url, second)
    page.goto(f"{person}/change/")
    page.get_by_role("link", name="Agree to the reset").click()
    expect(page.get_by_text("Asked for by Ada Admin: The telephone is lost.")).to_be_visible()
    page.get_by_role("button", name="Agree to the reset").click()
    expect(page.get_by_role("status").first).to_contain_text("are reset")
    assert not has_second_factor(cast.board_one)
