"""Pending text: who reads it, and that its page keeps itself out of sight."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from editorial import services
from tests.factories import Cast, draft, published, submitted, under_review, withdrawn

ADDRESS = "/pending/treating-diabetic-kidney-disease/"
BANNER = "Educational purpose only • Exercise caution as content is pending human review"


def _get(person: object, address: str = ADDRESS) -> HttpResponse:
    client = Client()
    if isinstance(person, User):
        client.force_login(person)
    return client.get(address)


def _kept_out_of_sight(response: HttpResponse) -> bool:
    return (
        "no-store" in response["Cache-Control"]
        and "noindex" in response["X-Robots-Tag"]
        and response["Referrer-Policy"] == "no-referrer"
    )


@pytest.mark.parametrize("name", ["author", "coauthor", "editor", "board_one", "board_two"])
def test_pending_text_is_read_under_its_banner(cast: Cast, name: str) -> None:
    submission = under_review(cast)
    response = _get(getattr(cast, name))
    page = response.content.decode()
    assert submission.revision.html in page
    assert page.count(BANNER) >= 2  # on the page and in the document's title
    assert f"<title>{BANNER}" in " ".join(page.split())
    assert 'aria-label="Pending human review"' in page
    assert _kept_out_of_sight(response)
    assert '<meta name="robots" content="noindex, nofollow, noarchive">' in page


@pytest.mark.parametrize("name", ["reader", "outsider"])
def test_pending_text_is_nobody_elses_business(cast: Cast, name: str) -> None:
    under_review(cast)
    response = _get(getattr(cast, name))
    assert response.status_code == 404
    assert "diabetic kidney" not in response.content.decode()


@pytest.mark.parametrize("name", ["reader", "outsider", "nobody"])
def test_nothing_is_answered_like_what_is_not_for_one(cast: Cast, name: str) -> None:
    under_review(cast)
    person = getattr(cast, name, None)
    hidden, missing = _get(person), _get(person, "/pending/treating-something-else/")
    assert hidden.status_code == missing.status_code == 404
    assert hidden.headers == missing.headers
    assert hidden.content == missing.content
    assert _kept_out_of_sight(missing)


@pytest.mark.parametrize("address", [ADDRESS, "/pending/nothing/", "/preview/some-token/"])
def test_address_without_its_slash_is_kept_out_of_sight_too(db: None, address: str) -> None:
    response = Client().get(address.removesuffix("/"))
    assert (response.status_code, response["Location"]) == (301, address)
    assert _kept_out_of_sight(response)


def test_early_access_opens_it_to_strangers(cast: Cast) -> None:
    submission = under_review(cast)
    services.grant_early_access(acting_user=cast.editor, submission=submission)
    response = _get(cast.reader)
    assert BANNER in response.content.decode()
    assert _kept_out_of_sight(response)
    services.end_early_access(acting_user=cast.editor, submission=submission)
    assert _get(cast.reader).status_code == 404


def test_approved_text_leads_to_the_article(cast: Cast) -> None:
    published(cast)
    response = _get(cast.author)
    assert response.status_code == 302
    assert response["Location"] == "/articles/treating-diabetic-kidney-disease/"
    assert _kept_out_of_sight(response)


def test_new_revision_is_pending_beside_what_stands(cast: Cast) -> None:
    publication = published(cast)
    services.save_article(
        acting_user=cast.author,
        article=publication.article,
        changes={"clinician_text": "A newer text.[1] And more.[2]"},
    )
    submitted(cast, publication.article)
    page = _get(cast.author).content.decode()
    assert "A newer text." in page
    assert "Read the version that is approved" in page
    assert _get(cast.reader).status_code == 302


def test_closed_submission_and_draft_have_no_page(cast: Cast) -> None:
    withdrawn(cast)
    assert _get(cast.author).status_code == 404
    draft(cast, title="Never submitted", slug="never-submitted")
    assert Client().get("/pending/never-submitted/").status_code == 404


def test_page_claims_no_review(cast: Cast) -> None:
    under_review(cast)
    page = _get(cast.author).content.decode()
    assert "Last reviewed" not in page
    assert "This one was signed by" not in page


def test_page_takes_no_post(cast: Cast) -> None:
    under_review(cast)
    client = Client()
    client.force_login(cast.author)
    assert client.post(ADDRESS).status_code == 405
