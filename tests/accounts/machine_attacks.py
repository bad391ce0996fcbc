"""What programs act with, attacked by SQL: tokens, and what they were answered."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from accounts.models import ApiAnswer
from accounts.services.tokens import revoke_token
from accounts.services.webhooks import add_webhook, send_test
from tests.attacks import SOME_TIME, attacks, copy, delete, update
from tests.factories import Cast
from tests.factories.tokens import token_of


def _token(cast: Cast) -> Any:
    return token_of(cast.author)[0]


def _revoked(cast: Cast) -> Any:
    return revoke_token(acting_user=cast.author, token=_token(cast))


def _answer(cast: Cast) -> Any:
    return ApiAnswer.objects.create(
        token=_token(cast), key="1", request_digest="0" * 64, at=timezone.now()
    )


def _webhook(cast: Cast) -> Any:
    return add_webhook(acting_user=cast.author, url="https://hooks.example/")[0]


def _delivery(cast: Cast) -> Any:
    return send_test(acting_user=cast.author, endpoint=_webhook(cast))


GUARDS = [
    *attacks("webhook_undeletable", delete=lambda cast: delete(_webhook(cast))),
    *attacks("token_undeletable", delete=lambda cast: delete(_token(cast))),
    *attacks(
        "token_fixed",
        more=lambda cast: update(_token(cast), scopes="drafts:read everything"),
        longer=lambda cast: update(_token(cast), expires_at="2099-01-01 00:00:00"),
        other_secret=lambda cast: update(_token(cast), digest="0" * 64),
        other_owner=lambda cast: update(_token(cast), user_id=cast.editor.pk),
        back_again=lambda cast: update(_revoked(cast), revoked_at=None),
        revoked_later=lambda cast: update(_revoked(cast), revoked_at=SOME_TIME),
    ),
]

CONSTRAINTS = [
    *attacks("accounts_webhookdelivery.uid", same=lambda cast: copy(_delivery(cast))),
    *attacks("accounts_apitoken.digest", same=lambda cast: copy(_token(cast))),
    *attacks("api_answer_once_a_key", same=lambda cast: copy(_answer(cast))),
]
