"""No administrator obtains another's signing ability without the owner and a second one knowing."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import override_settings

from accounts.enums import Document, Role, SecurityAction
from accounts.models import FactorReset, SecurityEvent, User
from accounts.policies import against_being_signer, has_second_factor
from accounts.services.identity import record_identity_check
from accounts.services.people import change_person, create_person
from accounts.services.resetting import (
    cancel_factor_reset,
    confirm_factor_reset,
    request_factor_reset,
    send_password_reset,
)
from tests.factories import Cast, UserFactory, again, enable_to_sign
from tests.refusals import refused

REASON = "Lost the telephone."


@pytest.fixture
def second(cast: Cast) -> User:
    return enable_to_sign(UserFactory(printed_name="Sven Second", roles=[Role.ADMIN]))


@pytest.fixture
def third(cast: Cast) -> User:
    return enable_to_sign(UserFactory(printed_name="Tina Third", roles=[Role.ADMIN]))


def asked(cast: Cast) -> FactorReset:
    return request_factor_reset(acting_user=cast.admin, person=cast.board_one, reason=REASON)


def told() -> dict[str, list[str]]:
    """Return the subjects of all mail, by address."""
    subjects: dict[str, list[str]] = {}
    for message in mail.outbox:
        subjects.setdefault(message.to[0], []).append(message.subject)
    return subjects


# --- Identity -----------------------------------------------------------------------------------


def test_an_identity_check_says_who_what_and_when(cast: Cast) -> None:
    check = record_identity_check(
        acting_user=cast.admin, person=cast.editor, document=Document.PASSPORT, note=" At  work. "
    )
    assert (check.user, check.checked_by, check.note) == (cast.editor, cast.admin, "At work.")
    assert check.document == Document.PASSPORT
    assert check.checked_at is not None
    assert SecurityEvent.objects.get().action == SecurityAction.IDENTITY_CHECKED


def test_without_an_identity_check_nobody_signs(cast: Cast) -> None:
    fresh = UserFactory(printed_name="Frida Fresh", roles=[Role.BOARD])
    Authenticator.objects.create(
        user=fresh, type="totp", data=cast.board_one.authenticator_set.get().data
    )
    assert "check and record your identity" in " ".join(against_being_signer(fresh))
    record_identity_check(acting_user=cast.admin, person=fresh, document=Document.PASSPORT)
    assert against_being_signer(fresh) == []


@pytest.mark.parametrize("who", ["author", "editor", "board_one", "outsider", "reader"])
def test_only_administrators_check_identities(cast: Cast, who: str) -> None:
    with refused():
        record_identity_check(
            acting_user=getattr(cast, who), person=cast.board_two, document=Document.PASSPORT
        )


def test_nobody_checks_their_own_identity(cast: Cast) -> None:
    with refused("Another administrator"):
        record_identity_check(acting_user=cast.admin, person=cast.admin, document=Document.PASSPORT)


def test_an_unknown_document_is_refused(cast: Cast) -> None:
    with refused(by=ValidationError):
        record_identity_check(acting_user=cast.admin, person=cast.editor, document="library card")


# --- Passwords ----------------------------------------------------------------------------------


def test_a_password_reset_goes_to_the_owner_and_changes_nothing(
    cast: Cast, second: User, django_capture_on_commit_callbacks: Any
) -> None:
    before = again(cast.board_one).password
    with django_capture_on_commit_callbacks(execute=True):
        send_password_reset(acting_user=cast.admin, person=cast.board_one, reason=REASON)
    assert again(cast.board_one).password == before
    mailed = told()
    assert len(mailed[cast.board_one.email]) == 2  # the link, and what happened
    assert len(mailed[second.email]) == 1
    assert cast.admin.email not in mailed
    assert SecurityEvent.objects.get().action == SecurityAction.PASSWORD_RESET_SENT


@override_settings(DEMO=False)
def test_no_administrator_sets_a_password(cast: Cast) -> None:
    with refused("by its owner alone", by=ValueError):
        create_person(
            acting_user=cast.admin,
            email="nora@example.test",
            printed_name="Nora New",
            password="correct-horse-battery",
        )


def test_a_password_set_anywhere_is_recorded_and_told(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    """Also by a command or in a shell."""
    with django_capture_on_commit_callbacks(execute=True):
        cast.board_one.set_password("correct-horse-battery")
        cast.board_one.save()
    assert SecurityEvent.objects.get().action == SecurityAction.PASSWORD_SET
    assert set(told()) == {cast.board_one.email, cast.admin.email}


# --- Addresses ----------------------------------------------------------------------------------


def test_a_changed_address_blocks_signing_until_another_checks(cast: Cast, second: User) -> None:
    change_person(
        acting_user=cast.admin, person=cast.board_one, changes={"email": "mine@example.test"}
    )
    person = again(cast.board_one)
    assert "check your identity again" in " ".join(against_being_signer(person))
    with refused("another administrator has to check"):
        record_identity_check(acting_user=cast.admin, person=person, document=Document.PASSPORT)
    record_identity_check(acting_user=second, person=person, document=Document.PASSPORT)
    assert against_being_signer(again(person)) == []


def test_a_changed_address_is_told_to_everybody_concerned(
    cast: Cast, second: User, django_capture_on_commit_callbacks: Any
) -> None:
    old = cast.board_one.email
    with django_capture_on_commit_callbacks(execute=True):
        change_person(
            acting_user=cast.admin, person=cast.board_one, changes={"email": "mine@example.test"}
        )
    assert set(told()) == {old, "mine@example.test", second.email}


# --- Second factors -----------------------------------------------------------------------------


def test_one_administrator_resets_no_factor(cast: Cast) -> None:
    reset = asked(cast)
    assert has_second_factor(cast.board_one)
    with refused("another administrator has to agree"):
        confirm_factor_reset(acting_user=cast.admin, reset=reset)


def test_two_administrators_do_and_the_owner_knows_at_both_steps(
    cast: Cast, second: User, third: User, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        reset = asked(cast)
    assert set(told()) == {cast.board_one.email, second.email, third.email}
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        confirm_factor_reset(acting_user=second, reset=reset)
    assert set(told()) == {cast.board_one.email, cast.admin.email, third.email}
    assert not has_second_factor(cast.board_one)
    events = SecurityEvent.objects.filter(user=cast.board_one)
    assert {event.action for event in events} == {
        SecurityAction.RESET_REQUESTED,
        SecurityAction.FACTORS_RESET,
    }


def test_after_a_reset_neither_of_the_two_vouches_for_the_owner(
    cast: Cast, second: User, third: User
) -> None:
    confirm_factor_reset(acting_user=second, reset=asked(cast))
    person = enable_to_sign(again(cast.board_one))
    assert "check your identity again" in " ".join(against_being_signer(person))
    for part in (cast.admin, second):
        with refused("another administrator has to check"):
            record_identity_check(acting_user=part, person=person, document=Document.PASSPORT)
    record_identity_check(acting_user=third, person=person, document=Document.PASSPORT)
    assert against_being_signer(again(person)) == []


def test_the_owner_calls_a_reset_off(cast: Cast, second: User) -> None:
    reset = cancel_factor_reset(acting_user=cast.board_one, reset=asked(cast))
    assert reset.cancelled_by == cast.board_one
    with refused("No reset waits"):
        confirm_factor_reset(acting_user=second, reset=reset)


@pytest.mark.parametrize("who", ["author", "editor", "board_two", "outsider", "reader"])
def test_only_administrators_reset(cast: Cast, who: str) -> None:
    reset = asked(cast)
    for act in (confirm_factor_reset, cancel_factor_reset):
        with refused():
            act(acting_user=getattr(cast, who), reset=reset)
    with refused():
        request_factor_reset(acting_user=getattr(cast, who), person=cast.board_two, reason=REASON)


def test_a_superuser_resets_nothing(cast: Cast) -> None:
    root = UserFactory(printed_name="Rita Root", is_superuser=True)
    with refused("Only administrators"):
        send_password_reset(acting_user=root, person=cast.board_one, reason=REASON)
    with refused("Only administrators"):
        request_factor_reset(acting_user=root, person=cast.board_one, reason=REASON)


def test_a_second_request_and_one_without_a_reason_are_refused(cast: Cast) -> None:
    with refused(by=ValidationError):
        request_factor_reset(acting_user=cast.admin, person=cast.board_two, reason=" ")
    asked(cast)
    with refused("asked for already"):
        asked(cast)
