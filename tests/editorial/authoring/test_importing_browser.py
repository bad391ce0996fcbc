"""Upload a Word file in a browser: on a phone, at a desk, and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import docx
import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from articles.models import Article
from tests.articles.importers.word_files import saved, word_file
from tests.editorial.authoring.browsing import sign_in
from tests.factories import Cast, assemble, draft


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return assemble()


@pytest.fixture
def plain_page(browser: Browser) -> Iterator[Page]:
    """A page of a browser that runs no JavaScript, on a phone."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def word() -> dict[str, Any]:
    """A file as python-docx makes it, with a comment that is to be dropped."""
    document = docx.Document()
    document.add_paragraph("Which dose is given in gout?", style="Title")
    document.add_heading("Doses in gout", level=1)
    document.add_heading("In short", level=2)
    run = document.add_paragraph("Give 1 mg, then 0.5 mg an hour later.").runs[0]
    document.add_paragraph("Check the eGFR", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("Drug", "Dose", "Colchicine", "1 mg"), strict=True):
        cell.text = text
    document.add_comment(run, text="Really?", author="Somebody")
    return {
        "name": "Gout.docx",
        "mimeType": "application/octet-stream",
        "buffer": saved(document),
    }


def upload(page: Page, word: dict[str, Any]) -> None:
    page.set_input_files("#id_file", word)
    page.get_by_role("button", name="Show what is in it").click()
    expect(page.get_by_text("Nothing is saved yet.")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_word_file_is_previewed_and_replaces_the_text(
    people: Cast,
    live_server: Any,
    page: Page,
    axe: Callable[[Page], None],
    word: dict[str, Any],
    width: int,
) -> None:
    article = draft(people)
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, live_server.url, people.author)
    page.goto(live_server.url + reverse("write:edit", args=[article.slug]))
    page.get_by_role("link", name="Replace the text by a file").click()
    axe(page)
    page.get_by_role("button", name="Show what is in it").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose a file.")
    axe(page)
    upload(page, word)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.get_by_role("heading", name="What would change")).to_be_visible()
    assert Article.objects.get().title == article.title
    page.get_by_role("button", name="Save over the working copy").click()
    expect(page.get_by_text("Saved. The text before it is in the history.")).to_be_visible()
    expect(page.locator("#id_clinician_text")).to_have_value(
        "## In short\n\nGive 1 mg, then 0.5 mg an hour later.\n\n- Check the eGFR\n\n"
        "| Drug | Dose |\n| --- | --- |\n| Colchicine | 1 mg |"
    )


def test_word_file_becomes_a_draft_without_javascript(
    people: Cast, live_server: Any, plain_page: Page, word: dict[str, Any]
) -> None:
    page = plain_page
    sign_in(page, live_server.url, people.author)
    page.goto(live_server.url + reverse("write:list"))
    page.get_by_role("link", name="Start from a file").click()
    upload(page, word)
    expect(page.get_by_text("Comments were left out")).to_be_visible()
    expect(page.locator(".preview-sheet").get_by_text("Colchicine")).to_be_visible()
    assert not Article.objects.exists()
    page.select_option("#id_specialty", label=people.specialty.name)
    page.get_by_role("button", name="Save as a draft").click()
    expect(page.get_by_text("Saved as a draft.")).to_be_visible()
    assert Article.objects.get().question == "Which dose is given in gout?"


def test_file_beyond_the_limit_is_refused_on_a_page(
    people: Cast, live_server: Any, page: Page
) -> None:
    sign_in(page, live_server.url, people.author)
    page.goto(live_server.url + reverse("write:import-new"))
    large = {"name": "a.txt", "mimeType": "text/plain", "buffer": b"a" * 11_000_000}
    page.set_input_files("#id_file", large)
    page.get_by_role("button", name="Show what is in it").click()
    expect(page.get_by_role("alert")).to_contain_text("The file is too large")


def test_manuscript_without_a_question_is_asked_for_it_and_its_list_is_counted(
    people: Cast, live_server: Any, page: Page, axe: Callable[[Page], None]
) -> None:
    entries = [f"{at}. Roe A. Trial {at}. BMJ. 2020;{at}:1-2." for at in range(1, 6)]
    data = word_file(("Title", "Gout"), "Give 1 mg [1, 2] or [9].", "References", *entries)
    page.set_viewport_size({"width": 390, "height": 800})
    sign_in(page, live_server.url, people.author)
    page.goto(live_server.url + reverse("write:import-new"))
    upload(page, {"name": "a.docx", "mimeType": "application/octet-stream", "buffer": data})
    expect(page.get_by_text("5 references found, 1 citation linked")).to_be_visible()
    expect(page.locator("#id_question")).to_have_value("Gout")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.fill("#id_question", "")
    page.get_by_role("button", name="Save as a draft").click()
    expect(page.get_by_role("alert")).to_contain_text("Write the question that the text answers.")
    axe(page)
    page.fill("#id_question", "Which dose?")
    page.select_option("#id_specialty", label=people.specialty.name)
    page.get_by_role("button", name="Save as a draft").click()
    expect(page.get_by_text("Saved as a draft.")).to_be_visible()
    article = Article.objects.get()
    assert (article.question, len(article.references)) == ("Which dose?", 5)
