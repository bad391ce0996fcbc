"""The page of one version."""

from __future__ import annotations

from editorial import services
from tests.articles.reader.reading import html_of, read
from tests.factories import Cast, published, retracted

ADDRESS = "/articles/treating-diabetic-kidney-disease/"


def test_only_version_is_shown_with_both_texts(cast: Cast) -> None:
    publication = published(cast)
    page = html_of(f"{ADDRESS}v/1/")
    assert publication.html in page
    assert publication.plain_html in page
    assert "This is an older version" not in page


def test_older_version_points_to_the_newest(cast: Cast) -> None:
    first = published(cast)
    services.save_article(
        acting_user=cast.author,
        article=first.article,
        changes={"clinician_text": "A new text.[1] And more.[2]"},
    )
    published(cast, first.article)
    page = html_of(f"{ADDRESS}v/1/")
    assert first.html in page
    assert "This is an older version" in page
    assert "Read the newest version" in page
    assert f'<link rel="canonical" href="http://127.0.0.1:8000{ADDRESS}">' in page


def test_version_of_a_retracted_article(cast: Cast) -> None:
    publication = retracted(cast)
    page = html_of(f"{ADDRESS}v/1/")
    assert f"RETRACTED: {publication.title}" in page
    assert publication.html in page


def test_version_that_was_never_published(cast: Cast) -> None:
    published(cast)
    read(f"{ADDRESS}v/2/", status=404)
    read("/articles/nothing/v/1/", status=404)


def test_version_takes_three_queries(cast: Cast) -> None:
    published(cast)
    read(f"{ADDRESS}v/1/", queries=3)
