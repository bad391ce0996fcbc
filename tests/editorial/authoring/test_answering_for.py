"""The page on which an author answers for what a program wrote."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from editorial.services import save_article
from tests.factories import Cast, draft
from tests.factories.tokens import by_program
from tests.refusals import nothing_written

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.author)
    return client


def test_it_is_asked_for_and_taken(client: Client, cast: Cast) -> None:
    article = by_program(cast)
    address = reverse("write:responsibility", args=[article.slug])
    assert address in client.get(reverse("write:article", args=[article.slug])).content.decode()
    page = client.get(address)
    assert "Examplegliflozin" in page.content.decode()  # the text to answer for is there
    seen = page.context["form"].initial["seen_save"]
    with nothing_written():  # without the tick
        assert client.post(address, {"seen_save": seen}).status_code == 200
    assert client.post(address, {"seen_save": seen, "confirmed": "on"}).status_code == 302
    assert not article.responsibilities.waiting().exists()
    overview = client.get(reverse("write:article", args=[article.slug])).content.decode()
    assert "A program wrote this text" not in overview


def test_a_text_that_changed_meanwhile_is_shown_again(client: Client, cast: Cast) -> None:
    article = by_program(cast)
    address = reverse("write:responsibility", args=[article.slug])
    seen = client.get(address).context["form"].initial["seen_save"]
    save_article(acting_user=cast.coauthor, article=article, changes={"funding": "Changed"})
    with nothing_written():
        response = client.post(address, {"seen_save": seen, "confirmed": "on"})
    assert response["Location"] == address
    assert b"saved again since" in client.get(address).content


def test_where_nothing_waits_the_page_says_so(client: Client, cast: Cast) -> None:
    page = client.get(reverse("write:responsibility", args=[draft(cast).slug])).content.decode()
    assert "Nothing here waits" in page
    assert "I take responsibility" not in page
