"""The page of a notice."""

from __future__ import annotations

from editorial import services
from tests.articles.reader.reading import html_of, read
from tests.factories import Cast, published, retracted


def test_notice_names_the_article_and_says_what_who_and_why(cast: Cast) -> None:
    publication = retracted(cast)
    page = html_of(f"/notices/{publication.notices.get().pk}/")
    assert "Retraction" in page
    assert publication.title in page
    assert "Edith Editor" in page
    assert "The dose in the table is wrong." in page
    assert f'href="/articles/{publication.slug}/"' in page
    assert f'href="/articles/{publication.slug}/v/1/"' in page


def test_notice_takes_three_queries(cast: Cast) -> None:
    read(f"/notices/{retracted(cast).notices.get().pk}/", queries=3)


def test_notice_that_is_not_there(db: None) -> None:
    read("/notices/1/", status=404)


def test_reason_is_escaped(cast: Cast) -> None:
    publication = published(cast)
    notice = services.retract_publication(
        acting_user=cast.editor, publication=publication, reason="<script>alert(1)</script>"
    )
    for address in (f"/notices/{notice.pk}/", f"/articles/{publication.slug}/"):
        page = html_of(address)
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page
