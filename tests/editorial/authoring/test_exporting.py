"""Download a revision: for its authors alone, unapproved text under its banner."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from articles.exports import BANNER
from articles.importers import read_data
from editorial import services
from editorial.services.importing import changes_from
from tests.factories import Cast, published, submitted
from tests.refusals import nothing_written

SUFFIXES = ["md", "docx", "xml", "json"]


def address(slug: str, number: int = 1, suffix: str = "md") -> str:
    return reverse("write:revision-file", args=[slug, number, suffix])


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_author_gets_a_revision_as_a_file(client: Client, cast: Cast, suffix: str) -> None:
    article = submitted(cast).article
    client.force_login(cast.coauthor)
    with nothing_written():
        response = client.get(address(article.slug, suffix=suffix))
    assert response.status_code == 200
    assert response["Content-Disposition"] == (f'attachment; filename="{article.slug}-r1.{suffix}"')
    assert response["Cache-Control"] == "no-store"
    assert response["X-Robots-Tag"] == "noindex"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert suffix == "docx" or BANNER in response.content.decode()


def test_the_articles_page_leads_to_every_revision_in_every_form(
    client: Client, cast: Cast
) -> None:
    publication = published(cast)
    services.save_article(
        acting_user=cast.author, article=publication.article, changes={"funding": "A grant."}
    )
    submitted(cast, publication.article)
    client.force_login(cast.author)
    page = client.get(reverse("write:article", args=[publication.slug])).content.decode()
    for number in (1, 2):
        for suffix in SUFFIXES:
            assert f'href="{address(publication.slug, number, suffix)}"' in page


def test_approved_text_has_no_banner(client: Client, cast: Cast) -> None:
    publication = published(cast)
    client.force_login(cast.author)
    assert BANNER not in client.get(address(publication.slug)).content.decode()


@pytest.mark.parametrize("who", ["outsider", "editor", "board_one", "admin"])
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_nobody_else_learns_that_it_exists(
    client: Client, cast: Cast, who: str, suffix: str
) -> None:
    article = submitted(cast).article
    client.force_login(getattr(cast, who))
    there = client.get(address(article.slug, suffix=suffix))
    absent = client.get(address("no-such-article", suffix=suffix))
    assert there.status_code == absent.status_code != 200
    assert article.title not in there.content.decode()


def test_stranger_is_asked_to_sign_in(client: Client, cast: Cast) -> None:
    response = client.get(address(submitted(cast).article.slug))
    assert response.status_code == 302
    assert "/accounts/login/" in response["Location"]


@pytest.mark.parametrize(("number", "suffix"), [(2, "md"), (1, "exe"), (0, "json")])
def test_what_is_not_there_is_not_found(
    client: Client, cast: Cast, number: int, suffix: str
) -> None:
    article = submitted(cast).article
    client.force_login(cast.author)
    assert client.get(address(article.slug, number, suffix)).status_code == 404


@pytest.mark.parametrize("suffix", ["md", "json"])
def test_export_imported_again_is_the_same_revision(
    client: Client, cast: Cast, suffix: str
) -> None:
    first = submitted(cast, plain_text="# Treating diabetic kidney disease\n\n[^1]: a\n\n  b")
    client.force_login(cast.author)
    data = client.get(address(first.article.slug, suffix=suffix)).content
    services.withdraw_submission(acting_user=cast.author, submission=first)
    source = read_data(f"a.{suffix}", data)
    warnings = list(source.warnings)
    services.save_article(
        acting_user=cast.author,
        article=first.article,
        changes={**changes_from(source, warnings), "title": "Something else"},
    )
    services.save_article(
        acting_user=cast.author, article=first.article, changes=changes_from(source, warnings)
    )
    again = services.submit_article(acting_user=cast.author, article=first.article)
    assert again.revision == first.revision
    assert again.revision.digest == first.revision.digest
    assert warnings == []
