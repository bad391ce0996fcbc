"""The pages of a person's webhooks."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import WebhookEvent
from accounts.models import WebhookEndpoint
from accounts.services.webhooks import add_webhook, send_test
from tests.factories import PASSWORD, Cast, sign_in
from tests.refusals import nothing_written

pytestmark = pytest.mark.django_db

ALL = WebhookEvent.values
LIST, NEW = reverse("accounts:webhooks"), reverse("accounts:new_webhook")


@pytest.fixture
def client(cast: Cast) -> Client:
    """The author, who has just given their password again."""
    client = Client()
    sign_in(client, cast.author)
    assert client.post(reverse("account_reauthenticate"), {"password": PASSWORD}).status_code == 302
    return client


def test_the_secret_is_shown_once(client: Client) -> None:
    page = client.post(NEW, {"url": "https://hooks.example/", "events": ALL}).content.decode()
    found = re.search(r"whsec_[\w-]{43}", page)
    assert found
    body = client.get(LIST).content.decode()
    assert "https://hooks.example/" in body
    assert found[0] not in body


def test_a_private_address_is_refused_in_words(client: Client) -> None:
    with nothing_written():
        page = client.post(NEW, {"url": "https://10.0.0.1/", "events": ALL}).content.decode()
    assert "not on the public internet" in page


def test_the_buttons_work_by_post_for_the_owner_alone(client: Client, cast: Cast) -> None:
    endpoint, _secret = add_webhook(acting_user=cast.author, url="https://hooks.example/")
    address = reverse("accounts:change_webhook", args=[endpoint.pk])
    other = Client()
    other.force_login(cast.outsider)
    with nothing_written():
        assert client.get(address).status_code == 405
        assert other.post(address, {"act": "remove"}).status_code == 404
        assert client.post(address, {"act": "nonsense"}).status_code == 302
    for act, said in (("test", "test, "), ("pause", "Paused since"), ("resume", "In use.")):
        client.post(address, {"act": act})
        assert said in " ".join(client.get(LIST).content.decode().split())
    client.post(address, {"act": "remove"})
    assert "You have none." in client.get(LIST).content.decode()


def test_events_are_chosen_when_it_is_made_and_later(client: Client) -> None:
    assert client.get(NEW).content.decode().count("checked") == len(ALL)
    with nothing_written():
        page = client.post(NEW, {"url": "https://hooks.example/"}).content.decode()
    assert "This field is required" in page
    client.post(NEW, {"url": "https://hooks.example/", "events": ALL[:3]})
    assert "Told of 3 of 8 events" in " ".join(client.get(LIST).content.decode().split())
    address = reverse("accounts:change_webhook", args=[WebhookEndpoint.objects.get().pk])
    with nothing_written():
        for wrong in ([], ["nonsense"]):
            client.post(address, {"act": "events", "events": wrong})
    page = client.post(address, {"act": "events", "events": ALL}, follow=True).content.decode()
    assert "Told of every event" in " ".join(page.split())


def test_a_dead_message_is_sent_again(client: Client, cast: Cast) -> None:
    endpoint, _secret = add_webhook(acting_user=cast.author, url="https://hooks.example/")
    delivery = send_test(acting_user=cast.author, endpoint=endpoint)
    endpoint.deliveries.update(dead_at=delivery.created_at, last_error="The answer was 500.")
    assert "Given up" in client.get(LIST).content.decode()
    again = reverse("accounts:redeliver", args=[delivery.uid])
    other = Client()
    other.force_login(cast.outsider)
    with nothing_written():
        assert other.post(again).status_code == 404
    client.post(again)
    delivery.refresh_from_db()
    assert delivery.dead_at is None
    with nothing_written():
        client.post(again)  # it waits already


def test_a_list_of_three_asks_as_little_as_one_of_one(
    client: Client, cast: Cast, django_assert_num_queries: Any
) -> None:
    endpoint, _secret = add_webhook(acting_user=cast.author, url="https://hooks.example/")
    send_test(acting_user=cast.author, endpoint=endpoint)
    with django_assert_num_queries(7):
        client.get(LIST)
    for number in range(2):
        more, _secret = add_webhook(acting_user=cast.author, url=f"https://h.example/{number}")
        send_test(acting_user=cast.author, endpoint=more)
    with django_assert_num_queries(7):
        client.get(LIST)
