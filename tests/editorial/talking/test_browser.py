"""Where readers talk back, in a browser: a question and a report, on a phone and on a desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from editorial.models import ProblemReport, ReaderQuestion
from tests.factories import Cast, published

pytestmark = pytest.mark.django_db(transaction=True)

Axe = Callable[[Page], None]


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("width", [390, 1280])
def test_a_question_is_answered_by_quotations_and_sent(
    cast: Cast, live_server: Any, page: Page, axe: Axe, width: int
) -> None:
    publication = published(cast)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(live_server.url + reverse("reader:article", args=[publication.slug]))
    page.get_by_role("link", name="Have a follow-up question?").click()
    axe(page)
    fits(page)
    page.get_by_label("Your question").fill("May an SGLT2 inhibitor be started early?")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What the board has signed about it")).to_be_visible()
    expect(page.locator("blockquote").first).to_contain_text("SGLT2 inhibitor")
    axe(page)
    page.get_by_role("button", name="Send it to the editors").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Your e-mail address").fill("asker@example.test")
    page.get_by_label("Your question").fill("May one be started early?")
    page.get_by_role("button", name="Send it to the editors").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look at your mail")
    axe(page)
    question = ReaderQuestion.objects.get()
    assert question.asked_on == publication
    assert question.question == "May one be started early?"
    page.goto(live_server.url + reverse("talk:question", args=[question.uid]))
    axe(page)
    fits(page)


def test_a_report_is_made_and_found_again(
    cast: Cast, live_server: Any, page: Page, axe: Axe
) -> None:
    publication = published(cast)
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(live_server.url + reverse("reader:article", args=[publication.slug]))
    page.get_by_role("link", name="Report a problem").click()
    axe(page)
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_role("alert")).to_be_visible()
    axe(page)
    page.get_by_role("radio", name="Something is wrong").check()
    page.get_by_label("What is wrong, and where?").fill("The dose in the table.")
    page.get_by_role("button", name="Send the report").click()
    report = ProblemReport.objects.get()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Report {report.ticket}")
    axe(page)
    fits(page)
