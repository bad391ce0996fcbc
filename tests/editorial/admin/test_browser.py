"""The desk in a browser: from the desk to a signature by keyboard, and axe on its pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.services.sessions import mark_own_sign_in
from editorial.models import Signature
from tests.factories import PASSWORD, Cast, assign, published, submitted, under_review
from tests.factories.signing import code_for, enable_to_sign

pytestmark = pytest.mark.django_db(transaction=True)

Axe = Callable[[Page], None]


def sign_in(page: Page, live_server: Any, user: User) -> None:
    client = Client()
    client.force_login(user)
    session = client.session
    mark_own_sign_in(session, user)
    session.save()
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])


def test_a_member_goes_from_the_desk_to_a_signature(
    page: Page, live_server: Any, cast: Cast, axe: Axe
) -> None:
    submission = under_review(cast)
    enable_to_sign(cast.board_one)
    sign_in(page, live_server, cast.board_one)
    page.goto(f"{live_server.url}/admin/")
    axe(page)
    page.get_by_role("link", name=submission.revision.question).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(submission.revision.title)
    expect(page.get_by_text("Examplegliflozin").first).to_be_visible()
    axe(page)
    sign = page.get_by_role("link", name="Review and sign")
    sign.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign this revision")
    axe(page)
    page.get_by_role("radio", name="approve it for publication").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Your password")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    axe(page)
    page.get_by_label("Your password").focus()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Tab")
    page.keyboard.type(code_for(cast.board_one))
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("You have signed. 1 of 2 approvals")
    assert Signature.objects.get().signer == cast.board_one


def test_axe_on_an_editors_pages(page: Page, live_server: Any, cast: Cast, axe: Axe) -> None:
    publication = published(cast)
    submission = submitted(cast, title="Another")
    assign(cast, submission, cast.board_one)
    sign_in(page, live_server, cast.editor)
    at = f"editorial/submission/{submission.pk}"
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for where in (
            "",
            "editorial/submission/",
            f"{at}/change/",
            f"{at}/assign/",
            f"{at}/decline/",
            f"{at}/request-changes/",
            f"articles/publication/{publication.pk}/retract/",
            f"articles/article/{submission.article_id}/change/",
            f"articles/article/{submission.article_id}/history/",
        ):
            page.goto(f"{live_server.url}/admin/{where}")
            axe(page)


def test_axe_on_an_administrators_pages(page: Page, live_server: Any, cast: Cast, axe: Axe) -> None:
    sign_in(page, live_server, cast.admin)
    person = f"accounts/user/{cast.board_one.pk}"
    for where in (
        "",
        "accounts/user/",
        "accounts/user/new/",
        f"{person}/change/",
        f"{person}/roles/",
        "accounts/boardmembership/",
        "editorial/policy/",
        "editorial/policy/new/",
    ):
        page.goto(f"{live_server.url}/admin/{where}")
        axe(page)


def test_the_desk_fits_a_phone(page: Page, live_server: Any, cast: Cast) -> None:
    submission = under_review(cast)
    sign_in(page, live_server, cast.editor)
    page.set_viewport_size({"width": 390, "height": 844})
    for where in ("", "editorial/submission/", f"editorial/submission/{submission.pk}/change/"):
        page.goto(f"{live_server.url}/admin/{where}")
        assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.fixture
def without_javascript(browser: Any) -> Any:
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_the_desk_without_javascript(
    without_javascript: Page, live_server: Any, cast: Cast
) -> None:
    submitted(cast)
    sign_in(without_javascript, live_server, cast.editor)
    without_javascript.goto(f"{live_server.url}/admin/editorial/submission/")
    expect(without_javascript.get_by_role("heading", name="Queue")).to_be_visible()
    expect(without_javascript.locator("#result_list")).to_be_visible()
