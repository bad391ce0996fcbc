"""The command after a deploy that changed a template."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.models import Publication, RenderedPage
from articles.page_version import page_version
from editorial.management.commands.render_pages import Bar
from tests.factories import Cast, draft, published, retracted
from tests.refusals import changed_since, snapshot

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("render_pages", *arguments, stdout=out)
    return out.getvalue()


def test_renders_what_other_templates_made_and_nothing_else_changes(cast: Cast) -> None:
    published(cast, slug="x")
    retracted(cast, draft(cast, slug="y"))
    RenderedPage.objects.filter(slug="y").update(version="before", identity=b"old")
    RenderedPage.objects.filter(slug="x").update(etag="untouched")
    before = snapshot()
    with pytest.raises(CommandError, match="1 articles have pages that are missing or made by"):
        run("--check")
    assert "The pages of 1 articles were made anew." in run("--batch", "1")
    assert changed_since(before) == {"articles_renderedpage"}
    pages = RenderedPage.objects.filter(slug="y")
    assert set(pages.values_list("version", flat=True)) == {page_version()}
    assert not pages.filter(identity=b"old").exists()
    assert RenderedPage.objects.filter(slug="x", etag="untouched").exists()
    assert "All finished pages are made by these templates." in run("--check")
    assert run() == ""


def test_renders_what_is_missing(cast: Cast) -> None:
    published(cast, slug="x")
    count = RenderedPage.objects.count()
    RenderedPage.objects.all().delete()
    with pytest.raises(CommandError, match="and so do the feed and the site map"):
        run("--check")
    run()
    assert RenderedPage.objects.count() == count


def test_all_renders_everything(cast: Cast) -> None:
    published(cast, slug="x")
    RenderedPage.objects.update(identity=b"damaged", etag="damaged")
    assert "The pages of 1 articles" in run("--all")
    assert not RenderedPage.objects.filter(etag="damaged").exists()
    assert Publication.objects.count() == 1


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_the_bar_fills_up_where_somebody_watches() -> None:
    stream = Terminal()
    bar = Bar(4, stream)
    bar.advance(1)
    bar.advance(3)
    bar.close()
    assert "[" + "#" * 10 + "." * 30 + "] 1 of 4" in stream.getvalue()
    assert stream.getvalue().endswith("[" + "#" * 40 + "] 4 of 4\n")
    quiet = StringIO()
    Bar(4, quiet).advance(1)
    assert quiet.getvalue() == ""
