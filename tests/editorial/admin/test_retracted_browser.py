"""The pages about retracted references and checklists in a browser: axe, and room on a phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from editorial.models import Checklist, CitationTask
from tests.editorial.admin.test_browser import sign_in
from tests.factories import Cast, published

pytestmark = pytest.mark.django_db(transaction=True)

Axe = Callable[[Page], None]


def visit(page: Page, live_server: Any, axe: Axe, addresses: list[str]) -> None:
    """Look at each page as a phone in the dark shows it, and as a screen does in the light."""
    for scheme, width in (("dark", 390), ("light", 1280)):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 844})
        for where in addresses:
            page.goto(f"{live_server.url}{where}")
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, where


def test_an_editors_pages(page: Page, live_server: Any, cast: Cast, axe: Axe) -> None:
    publication = published(cast)
    cited = reverse("admin:articles_publication_retracted-reference", args=[publication.pk])
    sign_in(page, live_server, cast.editor)
    visit(page, live_server, axe, [cited, reverse("admin:editorial_retractedwork_new")])
    page.goto(live_server.url + cited)
    page.get_by_role("radio").first.check()
    page.get_by_label("Where the retraction is announced").fill("Journal of Examples 2026;1:2.")
    page.get_by_role("button", name="Mark a reference as retracted").click()
    expect(page.get_by_role("status").first).to_contain_text("1 article to decide about")
    task = CitationTask.objects.get()
    pages = [
        reverse("admin:index"),
        reverse("admin:editorial_retractedwork_changelist"),
        reverse("admin:editorial_retractedwork_change", args=[task.work_id]),
        reverse("admin:editorial_citationtask_changelist"),
        reverse("admin:editorial_citationtask_change", args=[task.pk]),
        reverse("admin:editorial_citationtask_decide", args=[task.pk]),
    ]
    visit(page, live_server, axe, pages)


def test_an_administrators_pages(page: Page, live_server: Any, cast: Cast, axe: Axe) -> None:
    sign_in(page, live_server, cast.admin)
    checklist = Checklist.objects.get(slug="discern")
    pages = [
        reverse("admin:editorial_checklist_changelist"),
        reverse("admin:editorial_checklist_change", args=[checklist.pk]),
        reverse("admin:editorial_checklist_publish", args=[checklist.pk]),
        reverse("admin:editorial_checklist_new"),
    ]
    visit(page, live_server, axe, pages)
    page.get_by_label("Short name").fill("safety")
    page.get_by_label("Title").fill("Safety")
    page.get_by_label("What it asks").fill("# Doses")
    page.get_by_role("button", name="Publish a new checklist").click()
    expect(page.get_by_text("Line 1: nothing is asked in this section.").first).to_be_visible()
    axe(page)
