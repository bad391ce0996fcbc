"""The pages with passwords: labels as everywhere, and one link to a new password."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.factories import Cast

pytestmark = pytest.mark.django_db


def labels(client: Client, name: str) -> list[str]:
    content = client.get(reverse(name)).content.decode()
    return re.findall(r"<label[^>]*>([^<]*)</label>", content)


def test_sign_in_has_one_link_to_a_new_password(client: Client) -> None:
    content = client.get(reverse("account_login")).content.decode()
    assert content.count(reverse("account_reset_password")) == 1
    assert "Forgotten your password?" in content


@pytest.mark.parametrize("name", ["account_login", "account_reset_password"])
def test_labels_of_strangers_pages_end_in_no_colon(client: Client, name: str) -> None:
    found = labels(client, name)
    assert found
    assert not [label for label in found if label.endswith(":")]


@pytest.mark.parametrize("name", ["account_change_password", "account_reauthenticate"])
def test_labels_of_ones_own_pages_end_in_no_colon(client: Client, cast: Cast, name: str) -> None:
    client.force_login(cast.author)
    found = labels(client, name)
    assert found
    assert not [label for label in found if label.endswith(":")]


def test_the_mail_for_a_new_password_names_this_office_alone(
    client: Client, cast: Cast, settings: Any
) -> None:
    settings.SITE_URL = "https://office.example.org"
    settings.ALLOWED_HOSTS = ["*"]
    client.post(
        reverse("account_reset_password"),
        {"email": cast.author.email},
        headers={"host": "evil.example.net"},
    )
    (message,) = mail.outbox
    assert message.subject == "[Imprimatur] Choose a new password"
    assert "evil" not in message.body
    (link,) = re.findall(r"https://office\.example\.org(/\S+)", message.body)
    assert client.get(link, follow=True).status_code == 200
