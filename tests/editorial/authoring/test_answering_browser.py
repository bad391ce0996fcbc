"""Answer remarks and resubmit, in a browser: on a phone and at a desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from articles.anchoring import Anchor
from editorial import services
from editorial.enums import Part
from editorial.models import CommentAnswer, Submission
from tests.editorial.authoring.browsing import sign_in
from tests.factories import Cast, assemble, draft, remark, under_review
from tests.factories.credit import confirm


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return assemble()


@pytest.mark.parametrize("width", [390, 1280])
def test_answer_the_remarks_and_resubmit(
    people: Cast, live_server: Any, page: Page, axe: Callable[[Page], None], width: int
) -> None:
    article = draft(people)
    submission = under_review(people, article)
    quote = Anchor("Check the eGFR first.")
    remark(submission, people.board_one, "Which threshold?", part=Part.CLINICIAN, quote=quote)
    remark(submission, people.board_one, "Too long.")
    services.request_changes(acting_user=people.editor, submission=submission, letter="Mend it.")
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, live_server.url, people.author)
    page.goto(live_server.url + reverse("write:article", args=[article.slug]))
    page.get_by_role("link", name="Answer the remarks").click()
    expect(page.locator("mark")).to_have_text("Check the eGFR first.")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    first, second = page.locator("li.card").all()
    first.get_by_label("Yes").check()
    first.get_by_label("What you did").fill("A threshold of 20 is given.")
    second.get_by_label("No, for").check()
    first.get_by_role("button").click()
    expect(page.get_by_text("Your answer is kept.")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("Say why it was not addressed.")
    axe(page)
    second.get_by_label("What you did").fill("Each part is needed.")
    expect(page.get_by_text("Kept in this browser until you save.")).to_be_visible()
    # Gone to another page with words that were not sent: asked first, and given back afterwards.
    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.wait_for_timeout(500)
    page.get_by_role("link", name="Back to the article").click()
    page.wait_for_url("**" + reverse("write:article", args=[article.slug]))
    assert asked == ["beforeunload"]
    page.get_by_role("link", name="Answer the remarks").click()
    page.get_by_role("button", name="Show it in the form").click()
    expect(second.get_by_label("What you did")).to_have_value("Each part is needed.")
    expect(first.get_by_label("What you did")).to_have_value("A threshold of 20 is given.")
    confirm(article, people.author, people.coauthor)
    page.get_by_role("button", name="go on to submit").click()
    page.fill("#id_summary", "The threshold is given.")
    page.fill("#id_cover_note", "Thank you for the careful reading.")
    if page.locator("#id_seen").count():
        page.check("#id_seen")
    axe(page)
    page.get_by_role("button", name="Submit to the editors").click()
    expect(page.get_by_text("is submitted. The editors")).to_be_visible()
    expect(page.get_by_text("What you sent with revision")).to_be_visible()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert CommentAnswer.objects.filter(addressed=True).count() == 1
    assert Submission.objects.latest("pk").cover_note == "Thank you for the careful reading."
