"""Finished pages are in step with what they show, whatever happens to an article."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.utils import timezone, translation

from articles.models import Publication, RenderedPage
from articles.services.pages import ALWAYS, refresh_pages, render_site
from editorial.services import retract_publication, save_article
from tests.factories import Cast, complete, draft, published, retracted, under_review

pytestmark = pytest.mark.django_db


def kept() -> dict[str, bytes]:
    rows = RenderedPage.objects.filter(since=ALWAYS).values_list("path", "identity")
    return {path: bytes(body) for path, body in rows}


def check_all_in_step() -> dict[str, bytes]:
    """Compare every kept page with what Django's views answer now."""
    pages = kept()
    client = Client()
    for path, body in pages.items():
        assert client.get(path).content == body, path
    return pages


def second_version(cast: Cast) -> Publication:
    article = draft(cast, slug="x")
    published(cast, article)
    changes = complete(cast.specialty, title="The second title", plain_text="")
    save_article(acting_user=cast.author, article=article, changes=changes)
    return published(cast, article)


STATES: dict[str, Callable[[Cast], Any]] = {
    "live": lambda cast: published(cast, slug="x"),
    "superseded": second_version,
    "retracted": lambda cast: retracted(cast, slug="x"),
    "retracted, then republished": lambda cast: published(cast, retracted(cast, slug="x").article),
    "live, with a successor under review": lambda cast: under_review(
        cast, published(cast, slug="x").article
    ),
}


@pytest.mark.parametrize("state", STATES)
def test_kept_pages_are_what_django_answers(cast: Cast, state: str) -> None:
    STATES[state](cast)
    pages = check_all_in_step()
    assert {"/articles/x/", "/articles/x/v/1/", "/feed.xml", "/sitemap.xml"} <= pages.keys()


def test_pending_text_has_no_pages(cast: Cast) -> None:
    under_review(cast, slug="x")
    assert kept() == {}


def test_a_plain_page_that_went_says_so(cast: Cast) -> None:
    article = draft(cast, slug="x")
    published(cast, article)
    assert "/articles/x/plain/" in kept()
    second_version_changes = complete(cast.specialty, plain_text="")
    save_article(acting_user=cast.author, article=article, changes=second_version_changes)
    published(cast, article)
    pages = check_all_in_step()
    assert b"A daily tablet" not in pages["/articles/x/plain/"]
    assert "/articles/x/v/2/" in pages


def test_notices_are_kept(cast: Cast) -> None:
    notice = retracted(cast, slug="x").notices.get()
    page = kept()[f"/notices/{notice.pk}/"]
    assert b"The dose in the table is wrong." in page


def test_nothing_is_kept_of_an_act_that_fails(cast: Cast) -> None:
    publication = published(cast, slug="x")
    before = kept()

    @transaction.atomic
    def retract_and_fail() -> None:
        retract_publication(acting_user=cast.editor, publication=publication, reason="Wrong.")
        assert kept() != before
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        retract_and_fail()
    assert kept() == before


def test_unchanged_bytes_keep_their_date(cast: Cast) -> None:
    published(cast, slug="x")
    RenderedPage.objects.update(last_modified="Wed, 25 Nov 2020 16:02:45 GMT")
    refresh_pages("x")
    dates = set(RenderedPage.objects.values_list("last_modified", flat=True))
    assert dates == {"Wed, 25 Nov 2020 16:02:45 GMT"}


def test_who_signs_from_where_leaves_no_trace(cast: Cast) -> None:
    with timezone.override("Pacific/Auckland"), translation.override("de"):
        published(cast, slug="x")
    check_all_in_step()


def test_publishing_does_not_touch_other_articles_pages(cast: Cast) -> None:
    published(cast, slug="x")
    RenderedPage.objects.filter(slug="x").update(etag="untouched")
    published(cast, draft(cast, slug="y"))
    assert set(RenderedPage.objects.filter(slug="x").values_list("etag", flat=True)) == {
        "untouched"
    }


def test_site_pages_are_made_where_nothing_is_published(db: None) -> None:
    render_site()
    assert {"/feed.xml", "/robots.txt", "/sitemap.xml"} == kept().keys()


def test_every_service_that_changes_what_is_public_refreshes_the_pages() -> None:
    """Read the source: to publish, end or give notice without it would leave a stale page."""
    folder = Path(settings.BASE_DIR) / "editorial" / "services"
    for file in folder.rglob("*.py"):
        imported = {
            (node.module, name.name)
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            if isinstance(node, ast.ImportFrom)
            for name in node.names
        }
        if any(module == "articles.services.publishing" for module, _name in imported):
            assert ("articles.services.pages", "refresh_pages") in imported, file.name
