"""The pages of specialties."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import Cast, draft, published, under_review

pytestmark = pytest.mark.django_db


def test_specialties_and_their_articles(client: Client, cast: Cast) -> None:
    assert "Nothing is published yet" in client.get("/specialties/").content.decode()
    published(cast, slug="x", title="On kidneys")
    under_review(cast, draft(cast, slug="y", title="Pending", specialty=cast.elsewhere))
    index = client.get("/specialties/").content.decode()
    assert 'href="/specialties/nephrology/"' in index
    assert "general-medicine" not in index
    page = client.get("/specialties/nephrology/").content.decode()
    assert "On kidneys" in page
    for path in ("/specialties/general-medicine/", "/specialties/nephrology/?page=9"):
        assert client.get(path).status_code == 404


def test_constant_number_of_queries(
    client: Client, cast: Cast, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    published(cast, slug="a")
    with django_assert_num_queries(3):
        client.get("/specialties/nephrology/")
    for slug in ("b", "c"):
        published(cast, draft(cast, slug=slug))
    with django_assert_num_queries(3):
        client.get("/specialties/nephrology/")
