"""The authors' rooms in a browser: on a phone, at a desk, and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from editorial import services
from editorial.models import Submission
from tests.editorial.authoring.browsing import SAVED, confirm_own_part, sign_in
from tests.factories import Cast, assemble, changes_requested, draft, submitted
from tests.factories.credit import confirm


@pytest.fixture
def plain_page(browser: Browser) -> Iterator[Page]:
    """A page of a browser that runs no JavaScript."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return assemble()


@pytest.mark.parametrize("width", [390, 1280])
def test_every_screen_passes_axe_and_fits(
    people: Cast, live_server: Any, page: Page, axe: Callable[[Page], None], width: int
) -> None:
    returned = changes_requested(people, title="Returned").article
    services.save_article(acting_user=people.author, article=returned, changes={"title": "Anew"})
    # So that the page of submitting asks for one's own part.
    confirm(returned, people.coauthor)
    waiting = submitted(people, title="Waiting").article
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, live_server.url, people.author)
    newest = returned.history.latest().history_id
    for name, args in [
        ("list", []),
        ("new", []),
        ("article", [returned.slug]),
        ("edit", [returned.slug]),
        ("submit", [returned.slug]),
        ("authors", [returned.slug]),
        ("withdraw", [waiting.slug]),
        ("history", [returned.slug]),
        ("save", [returned.slug, newest]),
    ]:
        page.goto(live_server.url + reverse(f"write:{name}", args=args))
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    page.goto(live_server.url + reverse("write:history", args=[returned.slug]))
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", name="What differs")).to_be_visible()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_summary_of_errors_is_focused_and_leads_to_the_field(
    people: Cast, live_server: Any, page: Page, axe: Callable[[Page], None]
) -> None:
    sign_in(page, live_server.url, people.author)
    page.goto(live_server.url + reverse("write:new"))
    page.get_by_role("button", name="Save").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    axe(page)
    summary.get_by_role("link", name="Title: This field is required.").click()
    expect(page.get_by_label("Title:").first).to_be_focused()


def test_write_preview_save_and_submit_without_javascript(
    people: Cast, live_server: Any, plain_page: Page
) -> None:
    page = plain_page
    article = draft(people)
    sign_in(page, live_server.url, people.author)
    page.goto(live_server.url + reverse("write:edit", args=[article.slug]))
    page.fill("#id_clinician_text", "## In short\n\nOne tablet a day.[1,2]\n")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("#preview").get_by_text("One tablet a day.")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text(SAVED)).to_be_visible()
    confirm(article, people.coauthor)
    page.goto(live_server.url + reverse("write:article", args=[article.slug]))
    page.get_by_role("link", name="Authors and credit").click()
    confirm_own_part(page)
    page.get_by_role("button", name="Confirm my part").click()
    expect(page.get_by_text("Your part in this article is noted.")).to_be_visible()
    page.get_by_role("button", name="I approve this text").click()
    expect(page.get_by_text("Every author has confirmed their part")).to_be_visible()
    page.get_by_role("link", name="Go on to submitting").click()
    if page.locator("#id_seen").count():
        page.check("#id_seen")
    page.get_by_role("button", name="Submit to the editors").click()
    expect(page.get_by_text("Revision 1 is submitted.")).to_be_visible()
    assert Submission.objects.get().revision.document["clinician"].startswith("## In short")
