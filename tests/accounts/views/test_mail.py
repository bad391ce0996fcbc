"""The mail page, and the link that turns a kind off."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import MAIL_ALWAYS, MailKind
from accounts.services.mail_choices import unsubscribe_address, wanted_kinds
from tests.factories import Cast
from tests.refusals import nothing_written

pytestmark = pytest.mark.django_db


def link(cast: Cast) -> str:
    return unsubscribe_address(cast.author, MailKind.PROGRESS).split("8000", 1)[1]


def test_the_page_shows_the_kinds_of_the_persons_roles_and_takes_the_choice(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.author)
    body = client.get(reverse("accounts:mail")).content.decode()
    assert "Texts of yours on their way" in body
    assert "What arrives at the desk" not in body
    response = client.post(reverse("accounts:mail"), {"wanted": ["decision", "desk", "nonsense"]})
    assert response.status_code == 302
    assert wanted_kinds(cast.author) == set()


def test_a_reader_has_no_such_page(cast: Cast) -> None:
    with nothing_written():
        response = Client().post(reverse("accounts:mail"), {"wanted": []})
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


def test_opening_the_link_changes_nothing(cast: Cast) -> None:
    with nothing_written():
        response = Client().get(link(cast))
    assert response.status_code == 200
    assert "Turn it off" in response.content.decode()


def test_a_mail_program_posts_to_it_without_session_or_token(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post(link(cast), {"List-Unsubscribe": "One-Click"})
    assert response.status_code == 200
    assert "progress" not in wanted_kinds(cast.author)
    assert "sessionid" not in client.cookies  # nobody is signed in by it
    assert client.post(link(cast)).status_code == 200  # a second click does no harm


@pytest.mark.parametrize("token", ["nonsense", "a:b:c"])
def test_a_link_that_is_not_ours_is_unknown(cast: Cast, token: str) -> None:
    with nothing_written():
        assert Client().post(reverse("accounts:unsubscribe", args=[token])).status_code == 404


@pytest.mark.parametrize("kind", sorted(MAIL_ALWAYS))
def test_what_always_comes_cannot_be_turned_off_by_a_link(cast: Cast, kind: MailKind) -> None:
    address = unsubscribe_address(cast.author, kind).split("8000", 1)[1]
    with nothing_written():
        assert Client().post(address).status_code == 404
