"""The pages of a person's tokens."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import ApiToken
from accounts.services.tokens import use_token
from tests.factories import PASSWORD, Cast, sign_in
from tests.factories.tokens import token_of
from tests.refusals import nothing_written

pytestmark = pytest.mark.django_db

LIST, NEW = reverse("accounts:tokens"), reverse("accounts:new_token")
WISH = {"name": "Pipeline", "scopes": ["drafts:read", "drafts:write"], "days": "30"}


@pytest.fixture
def client(cast: Cast) -> Client:
    """The author, who has just given their password again."""
    client = Client()
    sign_in(client, cast.author)
    answer = client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert answer.status_code == 302
    return client


def test_the_secret_is_shown_once(client: Client, cast: Cast) -> None:
    page = client.post(NEW, WISH)
    assert page["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    found = re.search(r"imp_[\w-]{43}", page.content.decode())
    assert found
    token = use_token(found[0])
    assert token is not None
    assert (token.user, token.scope_names) == (cast.author, ["drafts:read", "drafts:write"])
    body = client.get(LIST).content.decode()
    assert "Pipeline" in body
    assert found[0] not in body


def test_a_session_alone_makes_none(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.author)
    with nothing_written():
        response = client.post(NEW, WISH)
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_reauthenticate"))


def test_a_wrong_wish_is_shown_again(client: Client) -> None:
    with nothing_written():
        body = client.post(NEW, {**WISH, "scopes": ["everything"]}).content.decode()
    assert "There is a problem" in body
    assert "imp_" not in body


def test_revoking_is_by_post_and_by_its_owner(client: Client, cast: Cast) -> None:
    token, secret = token_of(cast.author)
    address = reverse("accounts:revoke_token", args=[token.pk])
    assert client.get(address).status_code == 405
    other = Client()
    other.force_login(cast.outsider)
    with nothing_written():
        assert other.post(address).status_code == 404
        assert Client().post(address).status_code == 302
    assert client.post(address).status_code == 302
    assert use_token(secret) is None
    assert "Revoked on" in client.get(LIST).content.decode()


def test_a_list_of_three_asks_as_little_as_one_of_one(
    client: Client, cast: Cast, django_assert_num_queries: object
) -> None:
    token_of(cast.author)
    with django_assert_num_queries(5):  # type: ignore[operator]
        client.get(LIST)
    token_of(cast.author)
    token_of(cast.author)
    with django_assert_num_queries(5):  # type: ignore[operator]
        client.get(LIST)


def test_nobody_sees_anothers(client: Client, cast: Cast) -> None:
    token_of(cast.outsider, name="Otto's own")
    assert ApiToken.objects.count() == 1
    assert "Otto" not in client.get(LIST).content.decode()
