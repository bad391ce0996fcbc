"""STANDARDS, sign-off 10: fifteen idle minutes end a signer's session."""

from __future__ import annotations

import time

import pytest
from django.test import Client

from accounts.middleware import LAST_SEEN
from tests.factories import Cast, sign_in

DESK = "/accounts/disclosure/"


def idle(client: Client, seconds: int) -> None:
    session = client.session
    session[LAST_SEEN] = int(time.time()) - seconds
    session.save()


def test_fifteen_idle_minutes_end_the_session(cast: Cast, client: Client) -> None:
    sign_in(client, cast.board_one)
    idle(client, 15 * 60)
    answer = client.get(DESK)
    assert (answer.status_code, answer["Location"]) == (302, f"/accounts/login/?next={DESK}")
    assert "_auth_user_id" not in client.session
    assert "own_sign_in" not in client.session
    assert "without activity" in client.get(answer["Location"]).content.decode()


def test_activity_goes_on_counting(cast: Cast, client: Client) -> None:
    sign_in(client, cast.board_one)
    for _ in range(2):
        idle(client, 14 * 60)
        assert client.get(DESK).status_code == 200
    assert time.time() - client.session[LAST_SEEN] < 60


def test_stay_signed_in_counts_as_activity(cast: Cast, client: Client) -> None:
    sign_in(client, cast.board_one)
    idle(client, 14 * 60)
    assert client.post("/accounts/stay/").status_code == 204
    assert time.time() - client.session[LAST_SEEN] < 60
    idle(client, 16 * 60)
    assert client.post("/accounts/stay/").status_code == 403
    assert client.get("/accounts/stay/").status_code == 405


@pytest.mark.parametrize("who", ["editor", "board_one", "admin"])
def test_it_holds_for_everybody_of_the_desk(cast: Cast, client: Client, who: str) -> None:
    sign_in(client, getattr(cast, who))
    idle(client, 16 * 60)
    assert client.get("/admin/").status_code == 302


def test_authors_may_think_for_longer(cast: Cast, client: Client) -> None:
    sign_in(client, cast.author)
    idle(client, 60 * 60)
    assert client.get(DESK).status_code == 200


def test_readers_pages_stay_free_of_the_session(cast: Cast, client: Client) -> None:
    sign_in(client, cast.board_one)
    idle(client, 60)
    answer = client.get("/editorial-policy/")
    assert answer.status_code == 200
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert time.time() - client.session[LAST_SEEN] >= 60


def test_the_page_says_how_long_and_where_to_stay(cast: Cast, client: Client) -> None:
    sign_in(client, cast.board_one)
    page = client.get(DESK).content.decode()
    assert 'name="idle-seconds"' in page
    assert 'content="900"' in page
    assert 'data-stay="/accounts/stay/"' in page
