"""The review page in a browser: on a phone, by keyboard alone, and with words selected."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from articles.anchoring import Anchor
from editorial.enums import Part, Severity
from editorial.models import Checklist, ChecklistResponse, Comment, LastSeen
from tests.factories import draft, remark, under_review
from tests.factories.texts import CLINICIAN

QUOTE = "Check the eGFR first."


@pytest.fixture
def submission(cast, live_server):
    from editorial import services

    article = draft(cast)
    first = under_review(cast, article)
    remark(first, cast.board_one, "Which?", part=Part.CLINICIAN, quote=Anchor("Above 20: start."))
    services.request_changes(acting_user=cast.editor, submission=first, letter="Please mend it.")
    services.save_article(
        acting_user=cast.author,
        article=article,
        changes={"clinician_text": CLINICIAN.replace("Above 20", "Above 25")},
    )
    submission = under_review(cast, article)
    for member in (cast.board_one, cast.board_two):
        remark(
            submission,
            member,
            severity=Severity.MUST_FIX,
            part=Part.CLINICIAN,
            quote=Anchor("Tell the patient about sick days."),
        )
    return submission


@pytest.fixture
def address(cast, submission, live_server, client, page):
    client.force_login(cast.board_one)
    page.context.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                "url": live_server.url,
            }
        ]
    )
    return live_server.url + reverse("admin:editorial_submission_review", args=[submission.pk])


@pytest.mark.parametrize("width", [390, 1280])
def test_review_page(page, address, axe, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}?layout=side")

    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_text("Earlier rounds").last.wait_for()
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    axe(page)
    assert page.get_by_text("Text changed").is_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_decision_is_in_reach_from_everywhere(page, address, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}#comparison")
    decision = page.get_by_role("link", name="Your decision")
    expect(decision).to_be_in_viewport()
    decision.click()
    expect(page.get_by_role("heading", name="Your decision")).to_be_in_viewport()
    expect(page.get_by_role("link", name="Review and sign")).to_be_in_viewport()
    if width == 1280:  # beside the text, wherever that is scrolled to
        page.goto(f"{address}#comparison")
        expect(page.get_by_role("heading", name="Your decision")).to_be_in_viewport()


def test_each_side_of_a_comparison_is_named_on_a_phone(page, address):
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(f"{address}?layout=side#comparison")
    changed = page.locator(".review-passage-changed").first
    expect(changed.get_by_text("Before", exact=True)).to_be_visible()
    expect(changed.get_by_text("Now", exact=True)).to_be_visible()


def test_words_selected_become_a_quotation(cast, page, address, submission):
    page.goto(address)
    page.evaluate(
        """() => {
            const part = document.querySelector('[data-part=clinician]');
            const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf('Check the eGFR first.');
                if (at >= 0) {
                    const range = document.createRange();
                    range.setStart(walker.currentNode, at);
                    range.setEnd(walker.currentNode, at + 21);
                    document.getSelection().removeAllRanges();
                    document.getSelection().addRange(range);
                    break;
                }
            }
        }"""
    )
    page.get_by_role("button", name="Comment on this").click()
    page.keyboard.type("Which threshold?")
    page.get_by_role("button", name="Comment", exact=True).click()
    page.get_by_text("The comment is kept.").wait_for()

    comment = Comment.objects.latest("pk")
    assert (comment.exact, comment.part) == (QUOTE, Part.CLINICIAN)
    shown = page.locator(f"#thread-{comment.pk}").get_by_role("button", name="Show in the text")
    shown.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent").startswith(QUOTE)


def test_review_by_keyboard_alone(page, address, axe):
    page.goto(address)

    page.get_by_label("About").first.focus()
    page.keyboard.press("ArrowDown")  # to "Text for clinicians"
    page.keyboard.press("Tab")
    page.keyboard.type(QUOTE)
    page.keyboard.press("Tab")
    page.keyboard.type("Say at which value.")
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("The comment is kept.").wait_for()

    comment = Comment.objects.latest("pk")
    assert (comment.exact, comment.body) == (QUOTE, "Say at which value.")


def test_what_was_seen_marks_itself(cast, page, address, submission):
    with page.expect_response(lambda response: response.request.method == "POST"):
        page.goto(address)

    assert LastSeen.objects.get().sequence == submission.article.records.count()


def test_checklist_saves_itself(page, address, axe):
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(address)
    page.get_by_role("link", name="After DISCERN").click()
    axe(page)

    page.get_by_label("Mostly (4)").first.check()
    page.get_by_text("Saved. Still to answer: 15.").wait_for()

    response = ChecklistResponse.objects.get()
    assert response.checklist == Checklist.objects.get(slug="discern")
    assert response.answers == {"1": {"value": "4", "reason": ""}}


def test_what_was_sent_is_not_offered_again_and_a_refusal_is_in_sight(page, address):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(address)
    kept = page.get_by_text("What you typed here")
    form = page.locator("form[data-quoting]").first
    page.get_by_label("Notes for the editor").fill("Half a thought")
    for words in ("One", "Another"):
        form.get_by_label("Comment").fill(words)
        form.get_by_role("button", name="Comment").click()
        expect(page.get_by_text("The comment is kept.")).to_be_visible()
    expect(page.get_by_text("and did not send is kept in this tab")).to_be_visible()
    page.get_by_role("button", name="Bring it back").click()
    expect(page.get_by_label("Notes for the editor")).to_have_value("Half a thought")
    expect(form.get_by_label("Comment")).to_have_value("")
    page.get_by_role("button", name="Keep the notes").click()
    expect(page.get_by_text("Your notes are kept.")).to_be_visible()
    expect(kept).to_have_count(0)
    form.get_by_label("Quotation").fill("Words that stand nowhere.")
    form.get_by_label("Comment").fill("Third")
    form.get_by_role("button", name="Comment").click()
    expect(page.get_by_role("alert")).to_be_in_viewport()
    expect(form.get_by_label("Comment")).to_have_value("Third")
    expect(kept).to_have_count(0)
