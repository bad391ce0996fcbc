"""Tokens: made, used, revoked; and what the database refuses to do with them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.enums import Scope, SecurityAction
from accounts.models import ApiToken, OutgoingMail
from accounts.policies import MOST_TOKENS
from accounts.services.tokens import create_token, digest_of, revoke_token, use_token
from tests.factories import Cast
from tests.factories.tokens import token_of
from tests.refusals import nothing_written, refused

pytestmark = pytest.mark.django_db


def test_of_the_secret_nothing_readable_is_kept(cast: Cast) -> None:
    token, secret = token_of(cast.author)
    assert secret.startswith("imp_")
    assert len(secret) > 40
    row = ApiToken.objects.values().get(pk=token.pk)
    assert secret not in repr(row)
    assert row["digest"] == digest_of(secret)
    assert secret not in repr(list(OutgoingMail.objects.values()))


def test_its_owner_is_told_of_both_ends(cast: Cast) -> None:
    token, _secret = token_of(cast.author)
    revoke_token(acting_user=cast.author, token=token)
    actions = list(cast.author.security_events.order_by("pk").values_list("action", flat=True))
    assert actions[-2:] == [SecurityAction.TOKEN_CREATED, SecurityAction.TOKEN_REVOKED]
    assert OutgoingMail.objects.filter(to=cast.author.email).count() == 2


def test_it_names_its_owner_while_it_lives(cast: Cast) -> None:
    token, secret = token_of(cast.author)
    used = use_token(secret)
    assert used is not None
    assert used.user == cast.author
    token.refresh_from_db()
    assert token.last_used_at is not None
    with nothing_written():  # at once again: reading does not write each time
        assert use_token(secret) is not None


@pytest.mark.parametrize("secret", ["", "imp_", "imp_nonsense", "Bearer imp_", "imp_\x00"])
def test_what_is_no_secret_names_nobody(cast: Cast, secret: str) -> None:
    with nothing_written():
        assert use_token(secret) is None


def test_a_revoked_token_names_nobody(cast: Cast) -> None:
    token, secret = token_of(cast.author)
    revoke_token(acting_user=cast.author, token=token)
    with nothing_written():
        assert use_token(secret) is None
    with refused("revoked already"):
        revoke_token(acting_user=cast.author, token=token)


def test_an_expired_token_names_nobody(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    _token, secret = token_of(cast.author)
    later = timezone.now() + timedelta(days=30, seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    with nothing_written():
        assert use_token(secret) is None


def test_a_closed_account_has_none_that_opens(cast: Cast) -> None:
    _token, secret = token_of(cast.author)
    cast.author.is_active = False
    cast.author.save(update_fields=["is_active"])
    with nothing_written():
        assert use_token(secret) is None
    with refused("no longer active"):
        token_of(cast.author)


def test_nobody_revokes_somebody_elses(cast: Cast) -> None:
    token, _secret = token_of(cast.author)
    with refused("somebody else's"):
        revoke_token(acting_user=cast.admin, token=token)


def test_there_is_an_end_to_how_many(cast: Cast) -> None:
    for number in range(MOST_TOKENS):
        token_of(cast.author, name=f"Token {number}")
    with refused(f"You have {MOST_TOKENS} tokens"):
        token_of(cast.author)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "  "},
        {"name": "n" * 81},
        {"scopes": []},
        {"scopes": ["drafts:read", "everything"]},
        {"days": 0},
        {"days": 366},
    ],
    ids=repr,
)
def test_a_wrong_wish_makes_none(cast: Cast, wrong: dict[str, Any]) -> None:
    wish = {"name": "Pipeline", "scopes": [Scope.DRAFTS_READ], "days": 7, **wrong}
    with refused(by=ValidationError):
        create_token(acting_user=cast.author, **wish)
