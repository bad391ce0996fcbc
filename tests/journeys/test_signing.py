"""Signing in a browser: with password and code, with a passkey, and by keyboard alone."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.services.factors import code_at
from editorial.models import Signature, Submission
from tests.factories import PASSWORD, Cast, code_for, under_review

pytestmark = pytest.mark.django_db(transaction=True)

Axe = Callable[[Page], None]


@pytest.fixture
def submission(cast: Cast) -> Submission:
    return under_review(cast)


@pytest.fixture
def visit(page: Page, live_server: Any) -> Callable[[str], None]:
    page.set_default_timeout(8000)
    return lambda address: page.goto(f"{live_server.url}{address}") and None


def sign_in(page: Page, visit: Callable[[str], None], user: User) -> None:
    visit("/accounts/login/")
    enter_password(page, user)


def enter_password(page: Page, user: User) -> None:
    page.locator("[name=login]").fill(user.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/login/" not in url)


def choose_meaning(page: Page) -> None:
    page.get_by_role("radio", name="approve it for publication").check()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_label("Your password")).to_be_visible()


def address(submission: Submission) -> str:
    return f"/admin/editorial/submission/{submission.pk}/sign/"


def virtual_authenticator(page: Page) -> None:
    """Give the browser a passkey device that says yes."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def signed_with() -> list[str]:
    return Signature.objects.latest("pk").components.split()


def test_with_password_and_code(
    page: Page, visit: Callable[[str], None], cast: Cast, submission: Submission, axe: Axe
) -> None:
    sign_in(page, visit, cast.board_one)
    visit(address(submission))
    axe(page)
    choose_meaning(page)
    axe(page)
    facts = page.get_by_role("region", name="What you sign")
    for fact in (
        submission.revision.digest,
        "Berta Board, MD",
        "approve it for publication",
        "UTC",
    ):
        expect(facts).to_contain_text(fact)
    expect(page.get_by_text("shown in demo mode only")).to_be_visible()
    page.get_by_label("Your password").fill("wrong")
    page.get_by_label("Code from your authenticator app").fill("000000")
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_role("alert").first).to_contain_text("Nothing was signed")
    axe(page)
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_label("Code from your authenticator app").fill(code_for(cast.board_one))
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("1 of 2 approvals")
    assert signed_with() == ["password", "totp"]


def test_with_a_passkey(
    page: Page, visit: Callable[[str], None], cast: Cast, submission: Submission, axe: Axe
) -> None:
    virtual_authenticator(page)
    Authenticator.objects.filter(user=cast.board_one).delete()
    sign_in(page, visit, cast.board_one)
    visit("/accounts/2fa/webauthn/add/")
    axe(page)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    axe(page)
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    axe(page)

    visit(address(submission))
    choose_meaning(page)
    axe(page)
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Sign with your passkey").click()
    expect(page.get_by_role("status").first).to_contain_text("1 of 2 approvals")
    assert signed_with() == ["password", "passkey"]

    second = under_review(cast, title="Another text")
    visit(address(second))
    choose_meaning(page)
    expect(page.get_by_text("one component is enough")).to_be_visible()
    page.get_by_role("button", name="Sign with your passkey").click()
    expect(page.get_by_role("status").first).to_contain_text("1 of 2 approvals")
    assert signed_with() == ["passkey"]


def test_signing_in_with_a_passkey_as_the_second_step(
    page: Page, visit: Callable[[str], None], cast: Cast, axe: Axe
) -> None:
    virtual_authenticator(page)
    sign_in(page, visit, cast.editor)
    visit("/accounts/2fa/webauthn/add/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
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


# --- By keyboard --------------------------------------------------------------------------------

FOCUSED = "document.activeElement.closest('label')?.innerText || document.activeElement.innerText"
NAME = "document.activeElement.getAttribute('name') || ''"


def tab_to(page: Page, *, text: str = "", name: str = "") -> None:
    """Press the tab key until the wanted thing has the focus, which must be visible."""
    for _ in range(120):
        page.keyboard.press("Tab")
        said, called = page.evaluate(f"[{FOCUSED} || '', {NAME}]")
        if (text and said.strip() == text) or (name and called == name):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", f"The focus is not seen on {text or name}."
            return
    pytest.fail(f"The keyboard does not reach {text or name}.")


def test_by_keyboard_alone(
    page: Page, visit: Callable[[str], None], cast: Cast, submission: Submission
) -> None:
    visit("/accounts/login/")
    tab_to(page, name="login")
    page.keyboard.type(cast.board_one.email)
    tab_to(page, name="password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/login/" not in url)
    visit(f"/admin/editorial/submission/{submission.pk}/change/")
    tab_to(page, text="Review and sign")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign/")
    tab_to(page, name="meaning")
    page.keyboard.press("Space")
    tab_to(page, text="Go on")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign/?meaning=approved")
    tab_to(page, name="password")
    page.keyboard.type(PASSWORD)
    tab_to(page, name="code")
    page.keyboard.type(code_for(cast.board_one))
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("1 of 2 approvals")


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
