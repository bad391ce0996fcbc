"""Two tabs of one person at once: both write, both save by themselves, and nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from articles.models import Article
from tests.editorial.authoring.browsing import SAVED, sign_in
from tests.factories import Cast, assemble, draft

SOON = 20_000
TEXT = "#id_clinician_text"


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return assemble()


@pytest.fixture
def tabs(people: Cast, live_server: Any, page: Page) -> tuple[Page, Page]:
    """The writing screen of the author's article, open in two tabs of one browser."""
    article = draft(people)
    sign_in(page, live_server.url, people.author)
    other = page.context.new_page()
    for tab in (page, other):
        tab.goto(live_server.url + reverse("write:edit", args=[article.slug]))
    return page, other


def saved_text() -> str:
    return Article.objects.get().clinician_text


def test_both_write_and_both_texts_are_compared(
    tabs: tuple[Page, Page], axe: Callable[[Page], None]
) -> None:
    one, two = tabs
    one.fill(TEXT, "One tablet a day.")
    two.fill(TEXT, "Two tablets a day.")
    expect(one.locator("[data-save-status]")).to_have_text(re.compile("Saved at"), timeout=SOON)
    compare = two.get_by_role("button", name="Compare both texts")
    expect(compare).to_be_visible(timeout=SOON)
    assert saved_text() == "One tablet a day."
    # What the second tab could not save stays in the browser, and in its form.
    assert "Two tablets a day." in two.evaluate("JSON.stringify(localStorage)")
    # The first tab goes on, and is not hindered.
    one.fill(TEXT, "One tablet a day, with food.")
    expect(one.locator("[data-save-status]")).to_have_text("Not saved yet\u2026")
    expect(one.locator("[data-save-status]")).to_have_text(re.compile("Saved at"), timeout=SOON)
    compare.click()
    expect(two.get_by_role("alert")).to_contain_text("saved this article while you were writing")
    expect(two.locator(".difference-text del").first).to_contain_text("One")
    expect(two.locator(".difference-text ins").first).to_contain_text("Two")
    expect(two.locator(TEXT)).to_have_value("Two tablets a day.")
    axe(two)
    assert "Two tablets" not in saved_text()
    two.check("#id_on_top")
    two.get_by_role("button", name="Save").click()
    expect(two.get_by_text(SAVED)).to_be_visible()
    article = Article.objects.get()
    assert article.clinician_text == "Two tablets a day."
    assert article.history.filter(clinician_text="One tablet a day, with food.").exists()


def test_closed_tab_leaves_its_own_text_to_the_next(tabs: tuple[Page, Page]) -> None:
    one, two = tabs
    one.fill(TEXT, "One tablet a day.")
    expect(one.locator("[data-save-status]")).to_have_text(re.compile("Saved at"), timeout=SOON)
    two.fill(TEXT, "Two tablets a day.")
    expect(two.get_by_role("button", name="Compare both texts")).to_be_visible(timeout=SOON)
    two.close(run_before_unload=False)
    one.fill(TEXT, "One tablet a day, with food.")
    expect(one.locator("[data-save-status]")).to_have_text("Not saved yet\u2026")
    expect(one.locator("[data-save-status]")).to_have_text(re.compile("Saved at"), timeout=SOON)
    one.reload()
    expect(one.locator(".draft-offer")).to_be_visible()
    one.get_by_role("button", name="Show it in the form").click()
    expect(one.locator(TEXT)).to_have_value("Two tablets a day.")


def test_question_is_one_line_and_hidden_characters_bring_no_draft_back(
    tabs: tuple[Page, Page],
) -> None:
    one, _ = tabs
    question = one.locator("#id_question")
    height = question.bounding_box()
    question.fill("How is it treated " + "in a very long question " * 9)
    grown = question.bounding_box()
    assert height
    assert grown
    assert grown["height"] > height["height"] + 10
    question.fill("How is it")
    question.press("End")
    question.press("Enter")
    question.press_sequentially(" treated?")
    expect(question).to_have_value("How is it treated?")
    one.fill(TEXT, "Left\u202e to right.\u200b  \n")
    expect(one.locator("[data-save-status]")).to_have_text(re.compile("Saved at"), timeout=SOON)
    assert saved_text() == "Left to right."
    # As if the laptop had been closed a moment before the answer came.
    one.evaluate(
        """async () => {
          const form = document.querySelector("form[data-editor]");
          const fields = Object.fromEntries(new FormData(form));
          for (const name of ["csrfmiddlewaretoken", "pane"]) delete fields[name];
          const key = `imprimatur:draft:${form.dataset.person}:${form.dataset.editor}:gone`;
          localStorage.setItem(key, JSON.stringify({ at: new Date().toISOString(), fields }));
        }"""
    )
    one.reload()
    expect(one.locator("form[data-editor]")).to_be_visible()
    expect(one.locator(".draft-offer")).to_have_count(0)
    assert one.evaluate("localStorage.length") == 0
