"""What the journeys to a signature share. Each step waits for the page that it leads to."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from editorial.models import Signature
from tests.factories import PASSWORD

Visit = Callable[[str], None]
Axe = Callable[[Page], None]


def sign_in(page: Page, visit: Visit, user: User) -> None:
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


def add_a_passkey(page: Page, visit: Visit, axe: Axe = lambda _page: None) -> None:
    """Give whoever is signed in a passkey of the browser's device."""
    visit("/accounts/2fa/webauthn/add/")
    axe(page)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    add = page.get_by_role("button", name="Add the passkey")
    expect(add).to_be_visible()
    axe(page)
    add.click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    axe(page)


def signed_with() -> list[str]:
    return Signature.objects.latest("pk").components.split()


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
