"""From the link in the mail to the signature: with a code, with a passkey, by keyboard alone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from playwright.sync_api import Page, expect

from editorial import services
from editorial.models import Submission
from tests.factories import PASSWORD, Cast, accept, assign, code_for, submitted, under_review
from tests.journeys.signing import (
    Axe,
    Visit,
    add_a_passkey,
    choose_meaning,
    enter_password,
    sign_in,
    signed_with,
    tab_to,
    virtual_authenticator,
)

pytestmark = pytest.mark.django_db(transaction=True)

SIGN = "/admin/editorial/submission/{}/sign/"


@pytest.fixture
def visit(page: Page, live_server: Any) -> Visit:
    page.set_default_timeout(8000)
    return lambda address: page.goto(f"{live_server.url}{address}") and None


@pytest.fixture
def submission(cast: Cast) -> Submission:
    """Return a text whose review has begun, and that the first member is mailed about."""
    submission = submitted(cast)
    accept(assign(cast, submission, cast.board_two))
    submission = services.begin_review(acting_user=cast.editor, submission=submission)
    assign(cast, submission, cast.board_one)
    return submission


def mailed_link(cast: Cast) -> str:
    """Return the address in the mail that invites the first member, without the host."""
    bodies = [str(each.body) for each in mail.outbox if each.to == [cast.board_one.email]]
    (link,) = re.findall(r"https?://[^/]+(/invitation/\S+)", "\n".join(bodies))
    return str(link)


def agree_by_mail(page: Page, visit: Visit, cast: Cast, axe: Axe) -> None:
    """Follow the link, agree, sign in, and arrive at the text."""
    visit(mailed_link(cast))
    axe(page)
    page.get_by_label("I agree to review").check()
    page.get_by_role("button", name="Send your answer").click()
    expect(page.get_by_role("heading", name="Thank you for agreeing")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Sign in to read the text").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    axe(page)
    enter_password(page, cast.board_one)
    expect(page.get_by_role("heading", name="Your decision")).to_be_visible()
    axe(page)


def test_with_password_and_code(
    page: Page, visit: Visit, cast: Cast, submission: Submission, axe: Axe
) -> None:
    agree_by_mail(page, visit, cast, axe)
    page.get_by_role("link", name="Review and sign").click()
    expect(page.get_by_role("radio", name="approve it for publication")).to_be_visible()
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
    axe(page)
    assert signed_with() == ["password", "totp"]


def test_with_a_passkey(
    page: Page, visit: Visit, cast: Cast, submission: Submission, axe: Axe
) -> None:
    virtual_authenticator(page)
    Authenticator.objects.filter(user=cast.board_one).delete()
    sign_in(page, visit, cast.board_one)
    add_a_passkey(page, visit, axe)
    page.context.clear_cookies()

    visit(mailed_link(cast))
    page.get_by_label("I agree to review").check()
    page.get_by_role("button", name="Send your answer").click()
    page.get_by_role("link", name="Sign in to read the text").click()
    enter_password(page, cast.board_one)
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Use your passkey").click()
    page.get_by_role("link", name="Review and sign").click()
    choose_meaning(page)
    axe(page)
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Sign with your passkey").click()
    expect(page.get_by_role("status").first).to_contain_text("1 of 2 approvals")
    assert signed_with() == ["password", "passkey"]

    second = under_review(cast, title="Another text")
    visit(SIGN.format(second.pk))
    choose_meaning(page)
    expect(page.get_by_text("one component is enough")).to_be_visible()
    page.get_by_role("button", name="Sign with your passkey").click()
    expect(page.get_by_role("status").first).to_contain_text("1 of 2 approvals")
    assert signed_with() == ["passkey"]


def test_by_keyboard_alone(page: Page, visit: Visit, cast: Cast, submission: Submission) -> None:
    visit(mailed_link(cast))
    tab_to(page, name="answer")
    page.keyboard.press("Space")
    tab_to(page, text="Send your answer")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Thank you for agreeing")).to_be_visible()
    tab_to(page, text="Sign in to read the text")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    tab_to(page, name="login")
    page.keyboard.type(cast.board_one.email)
    tab_to(page, name="password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Your decision")).to_be_visible()
    tab_to(page, text="Your decision")
    page.keyboard.press("Enter")
    tab_to(page, text="Review and sign")
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio", name="approve it for publication")).to_be_visible()
    tab_to(page, name="meaning")
    page.keyboard.press("Space")
    tab_to(page, text="Go on")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Your password")).to_be_visible()
    tab_to(page, name="password")
    page.keyboard.type(PASSWORD)
    tab_to(page, name="code")
    page.keyboard.type(code_for(cast.board_one))
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("1 of 2 approvals")
