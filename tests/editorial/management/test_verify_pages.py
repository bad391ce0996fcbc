"""A finished page that is not what was published is found, and its row is named."""

from __future__ import annotations

import gzip
from typing import Any

import brotli
import pytest
import zstandard
from django.core.management import call_command
from django.db import connection

from articles.models import Publication, RenderedPage
from articles.services.pages import ALWAYS
from editorial import services
from tests.factories import Cast, complete, draft, published, retracted
from tests.plugins.stage import scene

pytestmark = pytest.mark.django_db


def set_column(row: RenderedPage, column: str, value: Any) -> None:
    """Change a row as somebody at the database would."""
    with connection.cursor() as cursor:
        sql = f"UPDATE articles_renderedpage SET {column} = %s WHERE id = %s"
        cursor.execute(sql, [value, row.pk])
        assert cursor.rowcount == 1


def verdict(capsys: pytest.CaptureFixture[str], **options: Any) -> str:
    """Return what verify_record says on its way out with status 1."""
    with pytest.raises(SystemExit) as leaving:
        call_command("verify_record", **options)
    assert leaving.value.code == 1
    return capsys.readouterr().err


def page(path: str = "/articles/x/", **more: Any) -> RenderedPage:
    return RenderedPage.objects.get(path=path, **{"since": ALWAYS, **more})


def named(row: RenderedPage) -> str:
    return f"articles_renderedpage {row.pk} ({row.path} from {row.since})"


@scene
def publication(cast: Cast) -> Publication:
    return published(cast, slug="x")


def test_untouched_pages_are_intact(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    article = draft(cast, slug="x")
    published(cast, article)
    changes = complete(cast.specialty, title="The second title", plain_text="")
    services.save_article(acting_user=cast.author, article=article, changes=changes)
    published(cast, article)
    retracted(cast, title="Another")
    call_command("verify_record")
    call_command("verify_record", article="x")
    assert "Intact" in capsys.readouterr().out


BODY = b"<h1>Take ten times as much</h1>"
CHANGED: dict[str, tuple[str, Any, str]] = {
    "the page": ("identity", BODY, "is not what its publication makes of it"),
    "its gzip form": ("gzip", gzip.compress(BODY), "the gzip form is not the page"),
    "its br form": ("br", brotli.compress(BODY), "the br form is not the page"),
    "its zstd form": ("zstd", zstandard.compress(BODY), "the zstd form is not the page"),
    "no gzip at all": ("gzip", b"nothing", "the gzip form is not the page"),
    "no br at all": ("br", b"nothing", "the br form is not the page"),
    "its type": ("content_type", "text/plain", "content_type is 'text/plain'"),
    "its tag": ("etag", "0" * 32, "etag is"),
    "its date": ("last_modified", "yesterday", "last_modified is 'yesterday'"),
    "its article": ("slug", "y", "is filed under “y”"),
}


@pytest.mark.parametrize(("column", "value", "said"), CHANGED.values(), ids=CHANGED.keys())
def test_a_changed_page_is_named(
    publication: Publication,
    capsys: pytest.CaptureFixture[str],
    column: str,
    value: Any,
    said: str,
) -> None:
    row = page()
    set_column(row, column, value)
    for options in ({}, {"article": "x"}):
        lines = verdict(capsys, **options)
        assert f"x: {named(row)}: " in lines
        assert said in lines


def test_a_second_frame_is_named(
    publication: Publication, capsys: pytest.CaptureFixture[str]
) -> None:
    row = page()
    set_column(row, "zstd", bytes(row.zstd) + zstandard.compress(BODY))
    assert f"{named(row)}: the zstd form is not the page" in verdict(capsys)


def test_the_overdue_page_is_held_against_its_day(
    publication: Publication, capsys: pytest.CaptureFixture[str]
) -> None:
    row = RenderedPage.objects.get(path="/articles/x/", since__gt=ALWAYS)
    set_column(row, "identity", bytes(page().identity))
    assert f"{named(row)}: the page is not what" in verdict(capsys)


COPY = """
INSERT INTO articles_renderedpage (path, since, slug, version, content_type, etag, last_modified,
  br, gzip, zstd, identity)
SELECT %s, %s, %s, version, content_type, etag, last_modified, br, gzip, zstd, identity
FROM articles_renderedpage WHERE id = %s
"""
COPIES = {
    "another address, its own article": ("/articles/z/", ALWAYS, "x", "x: ", "nothing that was"),
    "another address, no article": ("/articles/z/", ALWAYS, "z", "pages: ", "filed under “z”"),
    "another address of the site": ("/articles/z/", ALWAYS, "", "pages: ", "nothing that was"),
    "another day": ("/articles/x/", "2001-02-03", "x", "x: ", "does not change on this day"),
}


@pytest.mark.parametrize(
    ("path", "since", "slug", "before", "said"), COPIES.values(), ids=COPIES.keys()
)
def test_a_copied_page_is_named(
    publication: Publication,
    capsys: pytest.CaptureFixture[str],
    path: str,
    since: Any,
    slug: str,
    before: str,
    said: str,
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(COPY, [path, since, slug, page().pk])
    row = RenderedPage.objects.get(path=path, since=since)
    lines = verdict(capsys)
    assert f"{before}{named(row)}: " in lines
    assert said in lines


def test_a_page_in_the_place_of_another_is_named(
    cast: Cast, publication: Publication, capsys: pytest.CaptureFixture[str]
) -> None:
    published(cast, title="Another", slug="y")
    theirs = page("/articles/y/")
    for column in ("identity", "br", "gzip", "zstd", "etag"):
        set_column(theirs, column, getattr(page(), column))
    assert f"y: {named(theirs)}: the page is not what" in verdict(capsys)


def test_a_page_of_older_templates_must_hold_the_text(
    publication: Publication, capsys: pytest.CaptureFixture[str]
) -> None:
    row = page()
    set_column(row, "version", "older")
    call_command("verify_record")
    set_column(row, "identity", bytes(row.identity).replace(b"10 mg", b"100 mg"))
    assert f"{named(row)}: the published text does not stand in it" in verdict(capsys)


def test_a_missing_page_is_named(
    publication: Publication, capsys: pytest.CaptureFixture[str]
) -> None:
    RenderedPage.objects.filter(path="/articles/x/").delete()
    assert "x: articles_renderedpage: /articles/x/ is missing" in verdict(capsys)


def test_a_changed_feed_is_named(
    publication: Publication, capsys: pytest.CaptureFixture[str]
) -> None:
    row = page("/feed.xml")
    set_column(row, "identity", BODY)
    assert f"pages: {named(row)}: the page is not what" in verdict(capsys)
