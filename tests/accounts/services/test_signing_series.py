"""STANDARDS, sign-off 5: two components first, one for each later signature, a cookie never."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.enums import AttemptKind
from accounts.errors import RefusedError
from accounts.models import Attempt, SigningProof, User
from accounts.services import signing_series
from accounts.services.sessions import mark_own_sign_in
from accounts.services.signing_series import KEY, Given, open_series, prove, use_proof
from tests.factories import PASSWORD, Cast, code_for

SUBJECT = uuid.uuid4()
DIGEST = "d" * 64


@pytest.fixture
def session(cast: Cast) -> dict[str, Any]:
    """The first board member's session, which they opened."""
    opened: dict[str, Any] = {}
    mark_own_sign_in(opened, cast.board_one)
    return opened


def proved(user: User, session: Any, **given: str) -> SigningProof:
    return prove(
        acting_user=user, session=session, subject=SUBJECT, digest=DIGEST, given=Given(**given)
    )


def both(user: User, session: Any) -> SigningProof:
    return proved(user, session, password=PASSWORD, code=code_for(user))


def earlier(session: dict[str, Any], **ago: int) -> None:
    """Pretend that the last proof was given some time ago."""
    moment = timezone.now() - timedelta(**ago)
    session[KEY] = {**session[KEY], "last_at": moment.isoformat()}


def test_the_first_signing_takes_password_and_code(cast: Cast, session: dict[str, Any]) -> None:
    proof = both(cast.board_one, session)
    assert proof.component_names == ["password", "totp"]
    assert proof.previous_at is None
    assert open_series(user=cast.board_one, session=session) is not None


@pytest.mark.parametrize("missing", ["password", "code"])
def test_one_component_is_not_enough_at_first(
    cast: Cast, session: dict[str, Any], missing: str
) -> None:
    given = {"password": PASSWORD, "code": code_for(cast.board_one)}
    del given[missing]
    with pytest.raises(ValidationError) as refused:
        proved(cast.board_one, session, **given)
    assert missing in refused.value.message_dict
    assert not SigningProof.objects.exists()
    assert not Attempt.objects.exists()  # nothing was guessed


@pytest.mark.parametrize("component", ["password", "code"])
def test_a_later_signing_takes_one_component(
    cast: Cast, session: dict[str, Any], component: str
) -> None:
    first = both(cast.board_one, session)
    value = PASSWORD if component == "password" else code_for(cast.board_one)
    later = proved(cast.board_one, session, **{component: value})
    assert later.series == first.series
    assert later.previous_at == first.made_at


def test_a_session_cookie_alone_proves_nothing(cast: Cast, session: dict[str, Any]) -> None:
    both(cast.board_one, session)
    with pytest.raises(ValidationError, match="password"):
        proved(cast.board_one, session)


def test_after_fifteen_minutes_it_takes_two_again(cast: Cast, session: dict[str, Any]) -> None:
    both(cast.board_one, session)
    earlier(session, minutes=14, seconds=50)
    proved(cast.board_one, session, password=PASSWORD)
    earlier(session, minutes=15, seconds=1)
    with pytest.raises(ValidationError, match="the first signature of a session takes both"):
        proved(cast.board_one, session, password=PASSWORD)


def test_another_session_begins_with_two(cast: Cast, session: dict[str, Any]) -> None:
    both(cast.board_one, session)
    other: dict[str, Any] = {}
    mark_own_sign_in(other, cast.board_one)
    with pytest.raises(ValidationError, match="takes both"):
        proved(cast.board_one, other, password=PASSWORD)


@pytest.mark.parametrize("action", signing_series.ENDING)
def test_a_lock_and_any_change_of_factors_end_the_series(
    cast: Cast, session: dict[str, Any], action: Any
) -> None:
    from accounts.services.security import record_event

    both(cast.board_one, session)
    record_event(user=cast.board_one, actor=cast.board_one, action=action)
    assert open_series(user=cast.board_one, session=session) is None


def test_a_series_of_somebody_else_is_none(cast: Cast, session: dict[str, Any]) -> None:
    both(cast.board_one, session)
    mark_own_sign_in(session, cast.board_two)
    assert open_series(user=cast.board_two, session=session) is None


@pytest.mark.parametrize("field", ["password", "code"])
def test_a_wrong_component_is_refused_and_counted(
    cast: Cast, session: dict[str, Any], field: str
) -> None:
    given = {"password": PASSWORD, "code": code_for(cast.board_one), field: "000000"}
    with pytest.raises(ValidationError, match="Nothing was signed"):
        proved(cast.board_one, session, **given)
    attempt = Attempt.objects.get()
    assert (attempt.user, attempt.kind, attempt.failed) == (
        cast.board_one,
        AttemptKind.SIGNING,
        True,
    )
    assert KEY not in session


def test_a_wrong_password_leaves_the_code_unused(cast: Cast, session: dict[str, Any]) -> None:
    code = code_for(cast.board_one)
    with pytest.raises(ValidationError):
        proved(cast.board_one, session, password="wrong", code=code)
    proved(cast.board_one, session, password=PASSWORD, code=code)


def test_no_code_is_taken_twice(cast: Cast, session: dict[str, Any]) -> None:
    code = code_for(cast.board_one)
    proved(cast.board_one, session, password=PASSWORD, code=code)
    with pytest.raises(ValidationError, match="used already"):
        proved(cast.board_one, session, code=code)
    assert not Attempt.objects.filter(failed=True).exists()  # no guess


# --- Whose session ------------------------------------------------------------------------------


def test_a_session_that_somebody_else_opened_cannot_sign(cast: Cast) -> None:
    with pytest.raises(RefusedError, match="signed in themselves"):
        both(cast.board_one, {})
    taken: dict[str, Any] = {}
    mark_own_sign_in(taken, cast.admin)
    with pytest.raises(RefusedError, match="signed in themselves"):
        both(cast.board_one, taken)


@pytest.mark.parametrize("mark", ["hijack_history", "_impersonate", "loginas_from_user"])
def test_an_impersonated_session_cannot_sign(
    cast: Cast, session: dict[str, Any], mark: str
) -> None:
    session[mark] = ["1"]
    with pytest.raises(RefusedError, match="Nobody signs for somebody else"):
        both(cast.board_one, session)


# --- Who can sign at all ------------------------------------------------------------------------


def test_without_a_second_factor_nobody_signs(cast: Cast, session: dict[str, Any]) -> None:
    code = code_for(cast.board_one)
    cast.board_one.authenticator_set.all().delete()
    with pytest.raises(RefusedError, match="Set up a second factor first"):
        proved(cast.board_one, session, password=PASSWORD, code=code)


def test_recovery_codes_are_no_second_factor(cast: Cast, session: dict[str, Any]) -> None:
    cast.board_one.authenticator_set.update(type="recovery_codes")
    with pytest.raises(RefusedError, match="Set up a second factor first"):
        proved(cast.board_one, session, password=PASSWORD, code="12345678")


def test_without_a_password_nobody_signs(cast: Cast, session: dict[str, Any]) -> None:
    """Whom allauth would take for freshly authenticated."""
    cast.board_one.set_unusable_password()
    cast.board_one.save()
    with pytest.raises(RefusedError, match="Set a password first"):
        proved(cast.board_one, session, code=code_for(cast.board_one))


# --- The proof ----------------------------------------------------------------------------------


def used(user: User, proof: SigningProof | None, **changes: Any) -> SigningProof:
    return use_proof(
        acting_user=user, proof=proof, **{"subject": SUBJECT, "digest": DIGEST, **changes}
    )


def test_a_proof_is_used_once(cast: Cast, session: dict[str, Any]) -> None:
    proof = both(cast.board_one, session)
    assert used(cast.board_one, proof).used_at is not None
    with pytest.raises(RefusedError, match="used already"):
        used(cast.board_one, proof)


def test_a_proof_is_for_one_person_and_text(cast: Cast, session: dict[str, Any]) -> None:
    proof = both(cast.board_one, session)
    with pytest.raises(RefusedError, match="by somebody else"):
        used(cast.board_two, proof)
    with pytest.raises(RefusedError, match="another text"):
        used(cast.board_one, proof, digest="e" * 64)
    with pytest.raises(RefusedError, match="another text"):
        used(cast.board_one, proof, subject=uuid.uuid4())
    with pytest.raises(RefusedError, match="Prove who you are first"):
        used(cast.board_one, None)


def test_a_proof_is_used_at_once_or_not_at_all(
    cast: Cast, session: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    proof = both(cast.board_one, session)
    later = timezone.now() + timedelta(seconds=61)
    monkeypatch.setattr(timezone, "now", lambda: later)
    with pytest.raises(RefusedError, match="too old"):
        used(cast.board_one, proof)
