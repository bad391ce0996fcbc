"""What unfold needs is allowed at the desk and nowhere else."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import Cast

pytestmark = pytest.mark.django_db
HEADER = "Content-Security-Policy"


def directives(value: str) -> dict[str, str]:
    pairs = (part.strip().partition(" ") for part in value.split(";"))
    return {name: sources for name, _, sources in pairs}


def test_the_desk_allows_what_unfold_needs_and_no_more(client: Client, cast: Cast) -> None:
    client.force_login(cast.editor)
    found = directives(client.get(reverse("admin:index"))[HEADER])
    assert found["script-src"] == "'self' 'unsafe-eval'"
    assert found["style-src"] == "'self' 'unsafe-inline'"
    assert found["default-src"] == "'self'"
    assert found["frame-ancestors"] == "'none'"


@pytest.mark.parametrize("name", ["reader:home", "account_login", "start", "write:list"])
def test_elsewhere_nothing_unsafe_is_allowed(client: Client, cast: Cast, name: str) -> None:
    client.force_login(cast.author)
    assert "unsafe" not in client.get(reverse(name))[HEADER]


def test_an_address_that_only_looks_like_the_desk(client: Client) -> None:
    assert "unsafe" not in client.get("/admin-page/")[HEADER]
