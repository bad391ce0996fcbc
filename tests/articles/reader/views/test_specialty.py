"""The articles of a specialty."""

from __future__ import annotations

from django.test import Client

from tests.articles.reader.reading import html_of
from tests.factories import Cast, published, retracted

ADDRESS = "/specialties/nephrology/"


def test_lists_what_stands_alone(cast: Cast) -> None:
    published(cast, title="This one stands")
    retracted(cast, title="This one fell")
    page = html_of(ADDRESS)
    assert "This one stands" in page
    assert "This one fell" not in page


def test_address_stays_when_the_last_text_fell(cast: Cast) -> None:
    publication = retracted(cast, title="This one fell")
    page = html_of(ADDRESS)
    assert "Nothing is published here now" in page
    assert f'<a href="/articles/{publication.slug}/">This one fell</a>' in page


def test_there_is_no_page_where_nothing_ever_was(db: None) -> None:
    assert Client().get(ADDRESS).status_code == 404
