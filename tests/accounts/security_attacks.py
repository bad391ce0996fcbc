"""What the database must refuse on the tables behind a signing ability."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils import timezone

from accounts.enums import AttemptKind
from accounts.models import Attempt, FactorReset, SecurityEvent, SigningProof
from accounts.services.security import record_event
from tests.attacks import SOME_TIME, attacks, copy, delete, update
from tests.factories import Cast, UserFactory

NOW = "2026-11-25 12:00:00"


def identity_check(cast: Cast) -> Any:
    return cast.board_one.identity_checks.get()


def event(cast: Cast) -> SecurityEvent:
    return record_event(user=cast.board_one, actor=cast.admin, action="identity_checked")


def attempt(cast: Cast, *, failed: bool = True) -> Attempt:
    return Attempt.objects.create(
        subject=str(cast.author.uid),
        user=cast.author,
        kind=AttemptKind.SIGN_IN,
        at=timezone.now(),
        failed=failed,
    )


def proof(cast: Cast, **values: Any) -> SigningProof:
    now = timezone.now()
    return SigningProof.objects.create(
        user=cast.board_one,
        subject=uuid.uuid4(),
        digest="0" * 64,
        components="password totp",
        series=uuid.uuid4(),
        series_began_at=now,
        made_at=now,
        **values,
    )


def reset(cast: Cast, **values: Any) -> FactorReset:
    return FactorReset.objects.create(
        user=cast.board_one,
        requested_by=cast.admin,
        requested_at=timezone.now(),
        reason="Lost the telephone.",
        **values,
    )


def ended(cast: Cast) -> FactorReset:
    second = UserFactory(printed_name="Second Admin")
    return reset(cast, confirmed_by=second, confirmed_at=timezone.now())


GUARDS = [
    *attacks(
        "identitycheck_unchangeable",
        document=lambda cast: update(identity_check(cast), document="register"),
        checker=lambda cast: update(identity_check(cast), checked_by_id=cast.editor.pk),
    ),
    *attacks("identitycheck_undeletable", delete=lambda cast: delete(identity_check(cast))),
    *attacks(
        "securityevent_unchangeable",
        action=lambda cast: update(event(cast), action="locked"),
        actor=lambda cast: update(event(cast), actor_id=cast.editor.pk),
    ),
    *attacks("securityevent_undeletable", delete=lambda cast: delete(event(cast))),
    *attacks("attempt_undeletable", delete=lambda cast: delete(attempt(cast))),
    *attacks(
        "attempt_concluded_once",
        time=lambda cast: update(attempt(cast), at=SOME_TIME, failed=False),
        subject=lambda cast: update(attempt(cast), subject="other", failed=False),
        again=lambda cast: update(attempt(cast, failed=False), failed=True),
    ),
    *attacks("proof_undeletable", delete=lambda cast: delete(proof(cast))),
    *attacks(
        "proof_used_once",
        twice=lambda cast: update(proof(cast, used_at=timezone.now()), used_at=NOW),
        unused=lambda cast: update(proof(cast, used_at=timezone.now()), used_at=None),
        person=lambda cast: update(proof(cast), user_id=cast.editor.pk, used_at=NOW),
        text=lambda cast: update(proof(cast), digest="1" * 64, used_at=NOW),
        time=lambda cast: update(proof(cast), made_at=NOW, used_at=NOW),
    ),
    *attacks("factor_reset_undeletable", delete=lambda cast: delete(reset(cast))),
    *attacks(
        "factor_reset_ends_once",
        person=lambda cast: update(reset(cast), user_id=cast.board_two.pk),
        reason=lambda cast: update(reset(cast), reason="Other"),
        again=lambda cast: update(ended(cast), confirmed_at=NOW),
    ),
]

CONSTRAINTS = [
    *attacks(
        "identity_checked_by_somebody_else",
        own=lambda cast: update(identity_check(cast), checked_by_id=cast.board_one.pk),
    ),
    *attacks(
        "accounts_signingproof.uid",
        same=lambda cast: copy(proof(cast)),
    ),
    *attacks(
        "accounts_signingproof.challenge",
        same=lambda cast: copy(proof(cast, challenge="c"), uid=uuid.uuid4().hex),
    ),
    *attacks(
        "factor_reset_by_two_others",
        owner_asks=lambda cast: update(reset(cast), requested_by_id=cast.board_one.pk),
        owner_agrees=lambda cast: update(
            reset(cast), confirmed_by_id=cast.board_one.pk, confirmed_at=NOW
        ),
        same_agrees=lambda cast: update(
            reset(cast), confirmed_by_id=cast.admin.pk, confirmed_at=NOW
        ),
    ),
    *attacks(
        "factor_reset_confirmed_or_cancelled",
        both=lambda cast: update(ended(cast), cancelled_at=NOW),
    ),
    *attacks("factor_reset_one_open", second=lambda cast: copy(reset(cast))),
]
