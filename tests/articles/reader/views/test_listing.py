"""The list of articles, and the first page."""

from __future__ import annotations

import pytest

from tests.articles.reader.reading import html_of, read
from tests.factories import Cast, published, retracted


@pytest.mark.parametrize(("address", "queries"), [("/articles/", 3), ("/", 2)])
def test_list_takes_as_many_queries_at_three_rows_as_at_one(
    cast: Cast, address: str, queries: int
) -> None:
    published(cast)
    read(address, queries=queries)
    for number in range(2):
        published(cast, title=f"Article {number}")
    read(address, queries=queries)


@pytest.mark.parametrize("address", ["/articles/", "/"])
def test_list_without_articles_says_so(db: None, address: str) -> None:
    assert "Nothing is published yet" in html_of(address)


@pytest.mark.parametrize("address", ["/articles/", "/"])
def test_list_leaves_retracted_articles_out(cast: Cast, address: str) -> None:
    published(cast, title="This one stands")
    retracted(cast, title="This one fell")
    page = html_of(address)
    assert "This one stands" in page
    assert "This one fell" not in page


def test_list_by_specialty(cast: Cast) -> None:
    published(cast, title="Here")
    page = html_of("/articles/?specialty=nephrology")
    assert "Here" in page
    assert "<h1>" in page
    assert "Here" not in html_of("/articles/?specialty=general-medicine")


def test_unknown_specialty_gives_an_empty_list(cast: Cast) -> None:
    published(cast)
    page = html_of("/articles/?specialty=<script>")
    assert "Nothing is published in this specialty yet" in page
    assert "<script>" not in page


@pytest.mark.parametrize("page", ["0", "2", "x", "-1"])
def test_page_that_is_not_there(cast: Cast, page: str) -> None:
    published(cast)
    read(f"/articles/?page={page}", status=404)


def test_titles_are_escaped(cast: Cast) -> None:
    published(cast, title="<b>Bold</b> & sons", question="Is <i>this</i> safe?")
    page = html_of("/articles/")
    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; sons" in page
    assert "<i>this" not in page
