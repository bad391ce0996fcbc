"""What the browser tests of the authors' rooms begin with."""

from __future__ import annotations

import re

from django.urls import reverse
from playwright.sync_api import Page

from accounts.models import User
from tests.factories import PASSWORD

#: What is said after the button: on a busy machine, autosave may have been there before it.
SAVED = re.compile(r"^(Saved\.|Nothing was different, so there was nothing to save\.)$")


def confirm_own_part(page: Page) -> None:
    """Tick all that the author who looks at a page confirms of their own part."""
    for box in page.locator("[name=criteria]").all():
        box.check()
    page.get_by_label("Conceptualization").check()
    page.get_by_label("My interests as I have disclosed them").check()


def sign_in(page: Page, base: str, user: User) -> None:
    """Sign the person in through the form."""
    page.goto(base + reverse("account_login"))
    page.fill("input[name=login]", user.email)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: reverse("account_login") not in url)
