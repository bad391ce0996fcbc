"""Any reader asks by a digest who signed the text."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from editorial import services
from tests.factories import Cast, published, retracted, signed_once

pytestmark = pytest.mark.django_db


def ask(digest: str) -> tuple[int, str]:
    response = Client().get(reverse("reader:verify", args=[digest]))
    return response.status_code, response.content.decode()


def test_it_says_who_signed_what_and_when(cast: Cast) -> None:
    publication = published(cast)
    status, body = ask(publication.digest)
    assert status == 200
    for expected in (publication.title, "Berta Board", "Bruno Board", "UTC (+00:00)"):
        assert expected in body
    assert "It is what readers read now." in body


def test_capitals_in_a_digest_do_not_matter(cast: Cast) -> None:
    assert ask(published(cast).digest.upper())[0] == 200


@pytest.mark.parametrize("digest", ["0" * 64, "nonsense", "<script>alert(1)"])
def test_no_such_text_was_signed(cast: Cast, digest: str) -> None:
    published(cast)
    status, body = ask(digest)
    assert status == 404
    assert "No such text was signed" in body
    assert "<script>alert" not in body


def test_a_text_under_review_is_unknown_though_one_has_signed(cast: Cast) -> None:
    submission = signed_once(cast, title="Canary title")
    status, body = ask(submission.revision.digest)
    assert status == 404
    assert "Canary" not in body
    assert "Berta" not in body


def test_a_retracted_text_says_so(cast: Cast) -> None:
    _status, body = ask(retracted(cast).digest)
    assert "It was retracted on" in body


def test_a_superseded_text_points_to_the_newest(cast: Cast) -> None:
    first = published(cast)
    services.save_article(
        acting_user=cast.author, article=first.article, changes={"title": "A new title"}
    )
    published(cast, first.article)
    _status, body = ask(first.digest)
    assert "A newer version took its place on" in body
