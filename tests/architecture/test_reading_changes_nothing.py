"""No address changes anything by GET, whoever opens it (RFC 9110: GET is safe)."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import signing
from django.test import Client

from accounts.models import User
from accounts.services.mail_choices import SALT as UNSUBSCRIBE
from articles.models import Article
from editorial.models import Assignment, Record, Signature, Submission
from tests.architecture.addresses import all_addresses
from tests.factories import Cast, assign, declined, draft, published, signed_once, submitted
from tests.plugins.stage import scene
from tests.refusals import changed_since, snapshot

pytestmark = pytest.mark.django_db

PEOPLE = ("reader", "author", "coauthor", "editor", "board_one", "board_two", "admin", "outsider")


@scene
def world(cast: Cast) -> list[str]:
    """Return every address of a world in which each thing exists, in several states."""
    draft(cast, slug="draft")
    assign(cast, submitted(cast, draft(cast, slug="waiting")), cast.board_one)
    signed_once(cast, draft(cast, slug="signed"))
    declined(cast, draft(cast, slug="declined"))
    live = published(cast, draft(cast, slug="live"))
    keys: set[int] = {1, 2, 3}
    for model in (Article, Submission, Assignment, User):
        keys |= set(model.objects.values_list("pk", flat=True))
    texts: list[Any] = [live.digest, "draft", "nonsense"]
    texts.append(signing.dumps([str(cast.author.uid), "progress"], salt=UNSUBSCRIBE))
    texts += Record.objects.values_list("hash", flat=True)[:1]
    uids = [*Submission.objects.values_list("uid", flat=True)]
    uids += Signature.objects.values_list("uid", flat=True)[:1]
    slugs = ["draft", "waiting", "signed", "live", "nothing"]
    candidates = {
        "int": sorted(keys)[:5],
        "slug": slugs,
        "str": texts,
        "uuid": uids,
        "path": sorted(keys)[:3],
    }
    # Signing out has a page of its own, and asks there; it would end the walk.
    return [address for address in all_addresses(candidates, 6) if "logout" not in address]


@pytest.mark.parametrize("who", PEOPLE)
def test_nothing_changes_by_reading(cast: Cast, world: list[str], who: str) -> None:
    client = Client(raise_request_exception=False)
    person = getattr(cast, who)
    if person.is_authenticated:
        client.force_login(person)
    before = snapshot()
    statuses = {}
    for address in world:
        response = client.get(address)
        statuses[address] = response.status_code
        if response.streaming:
            b"".join(response)
    broken = [address for address, status in statuses.items() if status >= 500]
    assert broken == []
    assert changed_since(before) == set()
    assert len(statuses) > 100
    assert 200 in statuses.values()
