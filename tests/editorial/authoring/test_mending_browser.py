"""From a Word file and a picture to a submission, in a browser: each finding leads to its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import docx
import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from articles.models import Article
from editorial.models import Submission
from tests.articles import pictures
from tests.articles.importers.word_files import saved
from tests.editorial.authoring.browsing import SAVED, confirm_own_part, sign_in
from tests.factories import Cast, add_picture, assemble, draft, illustrate


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return assemble()


def test_word_file_is_mended_by_what_the_checks_say_and_submitted(
    people: Cast, live_server: Any, page: Page, axe: Callable[[Page], None]
) -> None:
    document = docx.Document()
    document.add_paragraph("Which dose is given in gout?", style="Title")
    document.add_heading("Doses in gout", level=1)
    document.add_heading("In short", level=2)
    document.add_paragraph("Colchicine is given early.")
    page.set_viewport_size({"width": 390, "height": 800})
    sign_in(page, live_server.url, people.author)
    page.goto(live_server.url + reverse("write:import-new"))
    word = {"name": "Gout.docx", "mimeType": "application/octet-stream", "buffer": saved(document)}
    page.set_input_files("#id_file", word)
    page.get_by_role("button", name="Show what is in it").click()
    page.select_option("#id_specialty", label=people.specialty.name)
    page.get_by_role("button", name="Save as a draft").click()
    slug = Article.objects.get().slug
    submit = live_server.url + reverse("write:submit", args=[slug])
    page.goto(submit)
    mended = page.get_by_role("region", name="To be mended first")
    expect(mended).to_be_visible()
    axe(page)
    mended.get_by_role("link", name=re.compile("AI")).first.click()
    expect(page).to_have_url(re.compile("#id_ai_use$"))
    page.select_option("#id_ai_use", label="No AI tool was used")
    page.fill("#id_funding", "None")
    page.fill("#id_clinician_text", "## In short\n\nColchicine is given early.[1]")
    page.get_by_text("Paste a list of references").click()
    page.fill("#id_csl_json", "1. Ito A. Colchicine early. J Examples. 2024;3(2):1-9.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text(SAVED)).to_be_visible()
    page.goto(submit)
    expect(mended).to_have_count(0)
    confirm_own_part(page)
    if page.locator("#id_seen").count():
        page.check("#id_seen")
    axe(page)
    page.get_by_role("button", name="Submit to the editors").click()
    expect(page.get_by_text("Revision 1 is submitted.")).to_be_visible()
    assert len(Submission.objects.get().revision.document["references"]) == 1


@pytest.mark.parametrize("width", [390, 1280])
def test_picture_is_added_and_removed(
    people: Cast, live_server: Any, page: Page, axe: Callable[[Page], None], width: int
) -> None:
    article = draft(people)
    illustrate(people, article, add_picture(people, article, colour="red", size=(900, 300)))
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, live_server.url, people.author)
    page.goto(live_server.url + reverse("write:images", args=[article.slug]))
    picture = {
        "name": "kidney.png",
        "mimeType": "image/png",
        "buffer": pictures.picture(size=(60, 40)),
    }
    page.set_input_files("#id_image", picture)
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_text("The picture is added.")).to_be_visible()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    shown = page.locator("ul.images img")
    assert shown.evaluate_all("all => all.every(image => image.complete && image.naturalWidth)")
    page.get_by_role("link", name="Remove").last.click()
    expect(page.get_by_role("heading", name="This picture stays")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Back to the pictures").click()
    page.get_by_role("link", name="Remove").first.click()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("The picture is removed.")).to_be_visible()
    assert article.images.count() == 1
