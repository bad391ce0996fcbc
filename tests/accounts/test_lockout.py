"""STANDARDS, sign-off 9: five failures in fifteen minutes, at login and signing alike."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from accounts.enums import AttemptKind, SecurityAction
from accounts.errors import RefusedError
from accounts.models import Attempt, SecurityEvent, User
from accounts.services.attempts import begin_attempt
from tests.factories import PASSWORD, Cast, proof_for, under_review

LOGIN = "/accounts/login/"


def log_in(email: str, password: str) -> Any:
    return Client().post(LOGIN, {"login": email, "password": password})


def wrong(user: User, times: int = 5) -> None:
    for _ in range(times):
        log_in(user.email, "wrong")


def test_the_sixth_attempt_is_refused_even_with_the_right_password(cast: Cast) -> None:
    wrong(cast.editor, 4)
    assert log_in(cast.editor.email, PASSWORD).status_code == 302
    wrong(cast.editor, 1)
    answer = log_in(cast.editor.email, PASSWORD)
    assert answer.status_code == 200
    assert b"locked until" in answer.content
    assert Attempt.objects.filter(user=cast.editor, failed=True).count() == 5


def test_failures_at_login_lock_signing(cast: Cast) -> None:
    submission = under_review(cast)
    wrong(cast.board_one)
    with pytest.raises(RefusedError, match="locked until"):
        proof_for(cast.board_one, submission)


def test_failures_at_signing_lock_login(cast: Cast) -> None:
    from accounts.services.signing_series import Given, prove
    from tests.factories.signing import session_of

    submission = under_review(cast)
    for _ in range(5):
        with pytest.raises(ValidationError):
            prove(
                acting_user=cast.board_one,
                session=session_of(cast.board_one),
                subject=submission.uid,
                digest=submission.revision.digest,
                given=Given(password="wrong", code="000000"),
            )
    assert b"locked until" in log_in(cast.board_one.email, PASSWORD).content


def test_the_lock_is_recorded_and_mailed_once(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        wrong(cast.board_one, 7)
    event = SecurityEvent.objects.get(action=SecurityAction.LOCKED)
    assert event.user == cast.board_one
    assert sorted(message.to[0] for message in mail.outbox) == [
        cast.admin.email,
        cast.board_one.email,
    ]
    assert "Five wrong attempts" in mail.outbox[0].body


def test_the_lock_ends_after_fifteen_minutes(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong(cast.editor)
    later = timezone.now() + timedelta(minutes=15, seconds=1)
    monkeypatch.setattr("accounts.policies.timezone.now", lambda: later)
    assert log_in(cast.editor.email, PASSWORD).status_code == 302


def test_an_address_without_an_account_locks_alike(cast: Cast) -> None:
    """Or the lock would tell which addresses have accounts."""
    for _ in range(5):
        log_in("nobody@example.test", "wrong")
    assert b"locked until" in log_in("nobody@example.test", "wrong").content


def test_attempts_under_way_count_before_they_are_answered(cast: Cast) -> None:
    for _ in range(5):
        begin_attempt(kind=AttemptKind.SIGN_IN, user=cast.editor)
    with pytest.raises(RefusedError, match="locked until"):
        begin_attempt(kind=AttemptKind.SIGN_IN, user=cast.editor)


def test_guesses_at_the_change_of_password_count(cast: Cast, client: Client) -> None:
    client.force_login(cast.editor)
    new = {"password1": "correct-horse-battery", "password2": "correct-horse-battery"}
    for _ in range(5):
        client.post("/accounts/password/change/", {"oldpassword": "wrong", **new})
    cache.clear()  # allauth's own limit on the page, which is not what is tested
    answer = client.post("/accounts/password/change/", {"oldpassword": PASSWORD, **new})
    assert b"locked until" in answer.content
    assert b"locked until" in log_in(cast.editor.email, PASSWORD).content


def test_every_door_counts(cast: Cast, client: Client) -> None:
    """Also where no form of ours stands: whatever asks Django who somebody is."""
    for _ in range(5):
        assert not client.login(username=cast.editor.email, password="wrong")
    assert not client.login(username=cast.editor.email, password=PASSWORD)
