"""The article page in a browser: what its script adds, what it costs, and paper."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, Response, expect

from articles.models import Publication
from tests.articles.reader.weighing import LIMIT
from tests.factories import Cast, published

PATH = "/articles/treating-diabetic-kidney-disease/"
PHONE = {"width": 390, "height": 844}
#: Adds up what moved without anybody having touched the page.
SHIFTS = """window.shifted = 0;
new PerformanceObserver(list => list.getEntries().forEach(entry => {
  if (!entry.hadRecentInput) window.shifted += entry.value;
})).observe({type: "layout-shift", buffered: true});"""


@pytest.fixture
def address(cast: Cast, live_server: Any) -> str:
    """Return the address of a live article."""
    more = "\n\n".join(f"## Part {n}\n\n{'Words to scroll by. ' * 60}" for n in range(5))
    published(cast, clinician_text=f"## In short\n\nStart it early.[1] Stop it late.[2]\n\n{more}")
    return f"{live_server.url}{PATH}"


def test_page_is_light_still_and_asks_nobody_else(page: Page, address: str) -> None:
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.add_init_script(SHIFTS)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(address, wait_until="networkidle")
    own = address.removesuffix(PATH)
    assert [answer.url for answer in answers if not answer.url.startswith(own)] == []
    weighed = [answer for answer in answers if not answer.url.endswith(".svg")]
    assert sum(len(answer.body()) for answer in weighed) < LIMIT
    assert len(weighed) <= 6  # the page, four style sheets, the script
    assert all("set-cookie" not in answer.headers for answer in answers)
    page.mouse.wheel(0, 3000)
    page.wait_for_timeout(200)
    assert page.evaluate("window.shifted") == 0
    assert page.context.cookies() == []


def test_reference_opens_in_place_and_leads_back(page: Page, address: str) -> None:
    page.goto(address)
    citation = page.locator("#c-1-1")
    citation.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    citation.click()
    note = page.get_by_role("dialog", name="Reference")
    expect(note).to_contain_text("Kidney outcomes with examplegliflozin")
    expect(note.get_by_role("link", name="10.5555/example.2024.1")).to_be_visible()
    assert page.evaluate("scrollY") == before
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    expect(citation).to_be_focused()


def test_list_of_references_leads_back_to_the_citation(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("#c-2-1").press("Enter")
    page.get_by_role("link", name="Show in the list").click()
    expect(page).to_have_url(f"{address}#ref-2")
    page.locator("#ref-2 .back").click()
    expect(page).to_have_url(f"{address}#c-2-1")


def test_contents_follow(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("#s-part-3").scroll_into_view_if_needed()
    page.evaluate("document.getElementById('s-part-3').scrollIntoView({behavior: 'instant'})")
    expect(page.locator(".contents [aria-current]")).to_have_text("Part 3")


def test_headings_can_be_linked(page: Page, address: str) -> None:
    page.goto(address)
    link = page.get_by_role("link", name="Link to “Part 2”")
    link.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}#s-part-2")


def test_choice_of_text_is_remembered_by_the_browser_alone(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Patient or carer").click()
    expect(page).to_have_url(f"{address}plain/")
    page.goto(address.removesuffix(PATH) + "/articles/")
    page.get_by_role("link", name="Treating diabetic kidney disease").click()
    expect(page).to_have_url(f"{address}plain/")
    page.get_by_role("link", name="Student").click()
    expect(page).to_have_url(address)
    expect(page.locator(".audience [aria-current]")).to_have_text("Student")
    assert page.context.cookies() == []


def test_without_javascript_everything_is_reached(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address)
    page.locator("#c-1-1").click()
    expect(page).to_have_url(f"{address}#ref-1")
    page.locator("#ref-1 .back").click()
    expect(page).to_have_url(f"{address}#c-1-1")
    page.get_by_role("link", name="Patient or carer").click()
    expect(page).to_have_url(f"{address}plain/")
    expect(page.get_by_role("button", name="Print")).to_be_hidden()
    context.close()


def test_paper_has_the_text_and_who_signed_but_nothing_to_click(page: Page, address: str) -> None:
    page.goto(address)
    page.emulate_media(media="print")
    for words in ("Berta Board", "Start it early.", "Kidney outcomes", "Available from"):
        expect(page.get_by_text(words).first).to_be_visible()
    foot = page.locator(".paper-foot")
    expect(foot).to_be_visible()  # and, as the foot of a table, again on every sheet
    expect(foot).to_contain_text(f"Version 1, published {timezone.now():%-d %B %Y}.")
    expect(foot).to_contain_text(Publication.objects.get().digest)
    for part in (".site-nav", ".contents", ".audience", ".take-along", ".back", ".talk"):
        expect(page.locator(part).first).to_be_hidden()
