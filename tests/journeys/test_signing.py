"""Signing in, setting up what one signs with, and idle sessions, in a browser."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.services.factors import code_at
from editorial.models import Submission
from tests.factories import PASSWORD, Cast, under_review
from tests.journeys.signing import add_a_passkey, enter_password, sign_in, virtual_authenticator

pytestmark = pytest.mark.django_db(transaction=True)

Axe = Callable[[Page], None]


@pytest.fixture
def submission(cast: Cast) -> Submission:
    return under_review(cast)


@pytest.fixture
def visit(page: Page, live_server: Any) -> Callable[[str], None]:
    page.set_default_timeout(8000)
    return lambda address: page.goto(f"{live_server.url}{address}") and None


def test_signing_in_with_a_passkey_as_the_second_step(
    page: Page, visit: Callable[[str], None], cast: Cast, axe: Axe
) -> None:
    virtual_authenticator(page)
    sign_in(page, visit, cast.editor)
    add_a_passkey(page, visit)
    page.context.clear_cookies()
    sign_in(page, visit, cast.editor)
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Use your passkey").click()
    page.wait_for_url(lambda url: "/admin/" in url)


def test_setting_up_an_app(page: Page, visit: Callable[[str], None], cast: Cast, axe: Axe) -> None:
    sign_in(page, visit, cast.editor)
    visit("/accounts/2fa/")
    axe(page)
    page.get_by_role("link", name="Set up an app").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    axe(page)
    assert page.get_by_role("img").evaluate("image => image.naturalWidth") > 0
    secret = page.locator(".secret").inner_text()
    page.get_by_label("Code that the app shows").fill(code_at(secret, int(time.time()) // 30))
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    visit("/accounts/2fa/")
    axe(page)
    expect(page.get_by_role("link", name="Remove the app")).to_be_visible()


# --- An idle session ----------------------------------------------------------------------------


def test_an_idle_session_is_warned_and_stays(
    page: Page, visit: Callable[[str], None], cast: Cast, settings: Any, axe: Axe
) -> None:
    settings.IDLE_SECONDS = 40
    sign_in(page, visit, cast.board_one)
    page.clock.install()
    visit("/accounts/disclosure/")
    page.clock.fast_forward(25_000)
    dialog = page.get_by_role("dialog", name="Are you still there?")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("You will be signed out in less than half a minute")
    expect(page.locator("main")).to_be_hidden()
    axe(page)
    page.keyboard.press("Enter")  # the one button has the focus
    expect(dialog).to_be_hidden()
    expect(page.locator("main")).to_be_visible()


def test_nothing_private_is_readable_behind_the_end_of_a_session(
    page: Page, visit: Callable[[str], None], cast: Cast, submission: Submission, settings: Any
) -> None:
    settings.IDLE_SECONDS = 40
    sign_in(page, visit, cast.editor)
    page.clock.install()
    visit(f"/admin/editorial/submission/{submission.pk}/review/")
    comment = page.get_by_label("Comment", exact=True)
    comment.fill("Half a thought")
    page.clock.fast_forward(60_000)
    expect(page.get_by_role("dialog", name="You were signed out")).to_be_visible()
    for private in (page.locator("main"), page.get_by_text(submission.revision.title).first):
        expect(private).to_be_hidden()
    page.clock.fast_forward(5_000)
    expect(page.locator("main")).to_be_hidden()
    page.context.clear_cookies()  # the server's clock is not the page's: it would know us still
    page.get_by_role("button", name="Sign in again").click()
    enter_password(page, cast.editor)
    page.get_by_role("button", name="Bring it back").click()
    expect(comment).to_have_value("Half a thought")


def test_what_was_typed_survives_the_end_of_a_session(
    page: Page, visit: Callable[[str], None], cast: Cast, axe: Axe
) -> None:
    sign_in(page, visit, cast.board_one)
    visit("/accounts/disclosure/")
    field = page.locator("[name=interests-0-organisation]")
    field.fill("A long name that nobody wants to type twice")
    page.locator("[name=interests-0-description]").press("Tab")
    page.wait_for_timeout(600)
    page.context.clear_cookies()  # as if fifteen minutes had passed
    page.get_by_role("button", name="Record the statement").click()
    sign_in_again = page.locator("[name=login]")
    if not sign_in_again.count():
        visit("/accounts/login/?next=/accounts/disclosure/")
    page.locator("[name=login]").fill(cast.board_one.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    visit("/accounts/disclosure/")
    expect(page.get_by_text("What you typed here before you were signed out")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Bring it back").click()
    expect(field).to_have_value("A long name that nobody wants to type twice")
    kept = page.evaluate("JSON.stringify({...sessionStorage})")
    assert PASSWORD not in kept
