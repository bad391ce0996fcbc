"""The whole journey in a browser: author, editor, two board members, reader.

Each person has a browser of their own. Before the last signature, the reader looks for the text
wherever a reader can look, and finds nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from accounts.models import User
from articles.models import Publication
from editorial.models import Submission
from tests.editorial.authoring.browsing import confirm_own_part
from tests.factories import PASSWORD, Cast
from tests.factories.signing import code_for, enable_to_sign

pytestmark = pytest.mark.django_db(transaction=True)

TITLE = "Gout in an emergency department"
QUESTION = "How is a first attack of gout treated in an emergency department?"
CANARY = "Colchicanary 500 micrograms"
TEXT = f"""\
## In short

Give {CANARY} within 12 hours.[1]

## What to avoid

- Aspirin in high doses
  - and diuretics, where they can be stopped
"""
PLAIN = "## What this means for you\n\nA tablet helps most on the first day.[1]"


@pytest.fixture
def people(browser: Browser, live_server: Any) -> Callable[[User | None], Page]:
    """Return a function that opens a browser for a person and signs them in by the form."""

    def open_for(user: User | None) -> Page:
        page = browser.new_context(base_url=live_server.url).new_page()
        page.set_default_timeout(8000)
        if user is not None:
            page.goto("/accounts/login/")
            page.locator("[name=login]").fill(user.email)
            page.locator("[name=password]").fill(PASSWORD)
            page.get_by_role("button", name="Sign in").click()
            page.wait_for_url(lambda url: "/login/" not in url)
        return page

    return open_for


def write_and_submit(page: Page) -> None:
    page.goto("/write/new/")
    page.locator("[name=question]").fill(QUESTION)
    page.locator("[name=title]").fill(TITLE)
    page.locator("[name=specialty]").select_option(label="Nephrology")
    page.locator("[name=clinician_text]").fill(TEXT)
    page.locator("[name=plain_text]").fill(PLAIN)
    page.locator("[name=ai_use]").select_option(label="No AI tool was used")
    page.locator("[name=funding]").fill("None")
    page.locator("[name=references-0-key]").fill("1")
    page.locator("[name=references-0-authors]").fill("Ito A; Berg N")
    page.locator("[name=references-0-title]").fill("Colchicine on the first day")
    page.locator("[name=references-0-container_title]").fill("Journal of Examples")
    page.locator("[name=references-0-year]").fill("2025")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved as a draft")).to_be_visible()
    slug = page.url.split("/write/")[1].split("/")[0]
    page.goto(f"/write/{slug}/submit/")
    confirm_own_part(page)
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_text("Revision 1 is submitted")).to_be_visible()


def nothing_to_find(page: Page, slug: str, digest: str) -> None:
    for address, status in {
        f"/articles/{slug}/": 404,
        f"/articles/{slug}/plain/": 404,
        f"/articles/{slug}/v/1/": 404,
        f"/pending/{slug}/": 404,
        f"/verify/{digest}/": 404,
        "/": 200,
        "/articles/": 200,
        "/search/?q=Colchicanary": 200,
        "/feed.xml": 200,
        "/sitemap.xml": 200,
    }.items():
        response = page.request.get(address)
        assert response.status == status, address
        body = response.text()
        assert CANARY not in body, address
        assert TITLE not in body, address


def ask_reviewer(page: Page, submission: Submission, name: str) -> None:
    page.goto(f"/admin/editorial/submission/{submission.pk}/assign/")
    page.get_by_label(name).check()
    page.get_by_role("button", name="Ask a reviewer").click()
    expect(page.get_by_role("status").first).to_contain_text("is asked to review")


def agree(page: Page, submission: Submission) -> None:
    page.goto(f"/admin/editorial/submission/{submission.pk}/change/")
    expect(page.get_by_text(CANARY)).to_have_count(0)
    page.get_by_role("link", name="Agree to review").click()
    page.get_by_role("button", name="Agree to review").click()
    expect(page.get_by_text(CANARY).first).to_be_visible()


def sign(page: Page, submission: Submission, member: User) -> None:
    page.goto(f"/admin/editorial/submission/{submission.pk}/change/")
    page.get_by_role("link", name="Review and sign").click()
    page.get_by_role("radio", name="approve it for publication").check()
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_label("Code from your authenticator app").fill(code_for(member))
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("You have signed")


def test_what_the_board_signed_is_what_readers_read(
    cast: Cast, people: Callable[[User | None], Page]
) -> None:
    for member in (cast.board_one, cast.board_two):
        enable_to_sign(member)
    reader = people(None)
    write_and_submit(people(cast.author))
    submission = Submission.objects.get()
    slug, digest = submission.article.slug, submission.revision.digest
    nothing_to_find(reader, slug, digest)

    editor = people(cast.editor)
    for member in (cast.board_one, cast.board_two):
        ask_reviewer(editor, submission, member.printed_name)
    editor.goto(f"/admin/editorial/submission/{submission.pk}/begin-review/")
    editor.get_by_role("button", name="Begin the review").click()
    expect(editor.get_by_role("status").first).to_contain_text("The review has begun")

    one, two = people(cast.board_one), people(cast.board_two)
    agree(one, submission)
    agree(two, submission)
    sign(one, submission, cast.board_one)
    nothing_to_find(reader, slug, digest)
    sign(two, submission, cast.board_two)

    reader.goto(f"/articles/{slug}/")
    expect(reader.get_by_role("heading", level=1)).to_have_text(TITLE)
    for words in (QUESTION, CANARY, "Berta Board", "Bruno Board", "Colchicine on the first day"):
        expect(reader.get_by_text(words).first).to_be_visible()
    publication = Publication.objects.get()
    assert publication.digest == digest
    assert publication.html == submission.revision.html
    assert publication.html in reader.request.get(f"/articles/{slug}/").text()
    assert publication.plain_html in reader.request.get(f"/articles/{slug}/plain/").text()
    assert TITLE in reader.request.get("/search/?q=Colchicanary").text()
    assert reader.request.get(f"/verify/{digest}/").status == 200
