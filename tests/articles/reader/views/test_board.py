"""The board's pages: from public copies alone."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from accounts.models import BoardMembership
from articles.models import Member
from editorial import services
from editorial.services.board_pages import LONGEST_BIOGRAPHY
from tests.articles.reader.reading import html_of, read
from tests.factories import Cast, published, retracted, signed_once
from tests.refusals import refused


def _member(cast: Cast) -> Member:
    return Member.objects.get(uid=cast.board_one.uid)


def test_board_names_who_has_signed_what_was_published(cast: Cast) -> None:
    signed_once(cast)
    assert "Berta Board" not in html_of("/board/")
    published(cast, title="Another")
    page = html_of("/board/")
    for member in (cast.board_one, cast.board_two):
        assert f'href="/board/{member.uid}/"' in page
        assert member.name_and_credentials in page
    assert "Former members" not in page


def test_article_links_its_signers_to_their_pages(cast: Cast) -> None:
    publication = published(cast)
    page = html_of(f"/articles/{publication.slug}/")
    assert f'<a href="/board/{cast.board_one.uid}/">Berta Board</a>' in page


def test_member_page_shows_seat_interests_and_what_stands(cast: Cast) -> None:
    published(cast, title="This one stands")
    retracted(cast, title="This one fell")
    page = html_of(f"/board/{cast.board_one.uid}/")
    assert "Berta Board" in page
    assert "Nephrology" in page
    assert "Nothing to disclose" in page
    assert "This one stands" in page
    assert "This one fell" not in page
    assert cast.board_one.email not in page


def test_queries_do_not_grow(cast: Cast) -> None:
    address = f"/board/{cast.board_one.uid}/"
    published(cast)
    read(address, queries=3)
    read("/board/", queries=1)
    for number in range(2):
        published(cast, title=f"Article {number}")
    read(address, queries=3)
    read("/board/", queries=1)


def test_member_whose_term_has_ended_is_a_former_one(cast: Cast) -> None:
    published(cast)
    yesterday = date.today() - timedelta(days=1)  # noqa: DTZ011 - terms are days
    BoardMembership.objects.filter(user=cast.board_one).update(
        term_start=yesterday - timedelta(days=400), term_end=yesterday
    )
    services.write_biography(acting_user=cast.admin, member=_member(cast), biography="")
    assert "Former members" in html_of("/board/")


def test_who_signed_nothing_has_no_page(cast: Cast) -> None:
    published(cast)
    for uid in (cast.author.uid, uuid4(), 1):
        read(f"/board/{uid}/", status=404)


def test_biography_is_written_by_administrators_and_escaped(cast: Cast) -> None:
    published(cast)
    services.write_biography(
        acting_user=cast.admin, member=_member(cast), biography="Trained <b>here</b>.\n\nWorks."
    )
    page = html_of(f"/board/{cast.board_one.uid}/")
    assert "<p>Trained &lt;b&gt;here&lt;/b&gt;.</p>" in page


@pytest.mark.parametrize("name", ["editor", "board_one", "author", "reader"])
def test_nobody_else_writes_biographies(cast: Cast, name: str) -> None:
    published(cast)
    with refused():
        services.write_biography(
            acting_user=getattr(cast, name), member=_member(cast), biography="Me."
        )


def test_biography_has_an_end(cast: Cast) -> None:
    published(cast)
    with refused(by=ValidationError):
        services.write_biography(
            acting_user=cast.admin,
            member=_member(cast),
            biography="a" * (LONGEST_BIOGRAPHY + 1),
        )
