"""One administrator with accounts of their own making is still one administrator."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.utils import timezone

from accounts.enums import Document, Role, SecurityAction
from accounts.models import FactorReset, SecurityEvent, User
from accounts.policies import against_being_signer, has_second_factor
from accounts.secrets import encrypt
from accounts.services.identity import record_identity_check
from accounts.services.people import (
    change_person,
    create_person,
    deactivate_person,
    reactivate_person,
    set_roles,
)
from accounts.services.resetting import confirm_factor_reset, request_factor_reset
from accounts.services.security import record_event
from tests.factories import Cast, UserFactory, again, enable_to_sign
from tests.factories.signing import SECRET
from tests.refusals import refused

REASON = "Lost the telephone."
NEW = "mine@example.test"


@pytest.fixture
def elder(cast: Cast) -> User:
    """Return an administrator who was made by nobody, and has a second factor."""
    return enable_to_sign(UserFactory(printed_name="Elsa Elder", roles=[Role.ADMIN]))


def made(by: User, name: str, days: int = 0) -> User:
    """Open an account of an administrator with a second factor, some days ago."""
    address = f"{name.lower()}@example.test"
    with at(-days):
        person = create_person(
            acting_user=by, email=address, printed_name=f"Paul {name}", roles=[Role.ADMIN]
        )
    Authenticator.objects.create(user=person, type="totp", data={"secret": encrypt(SECRET)})
    return again(person)


@contextmanager
def at(days: int) -> Iterator[None]:
    """Let it be some days from now: the trail itself can't be changed."""
    moment = timezone.now() + timedelta(days=days)
    with patch("django.utils.timezone.now", return_value=moment):
        yield


def asked(by: User, person: User) -> FactorReset:
    return request_factor_reset(acting_user=by, person=person, reason=REASON)


def addressees() -> set[str]:
    return {message.to[0] for message in mail.outbox}


# --- Making administrators ----------------------------------------------------------------------


def test_a_new_administrator_is_told_to_the_others(
    cast: Cast, elder: User, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        person = made(cast.admin, "Puppet")
    assert addressees() == {elder.email, person.email}
    event = SecurityEvent.objects.get(action=SecurityAction.ADMINISTRATOR_MADE)
    assert (event.user, event.actor) == (person, cast.admin)


def test_so_is_one_who_gets_the_role_later_or_again(
    cast: Cast, elder: User, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        set_roles(acting_user=cast.admin, person=cast.editor, roles=[Role.EDITOR, Role.ADMIN])
    assert addressees() == {elder.email, cast.editor.email}
    set_roles(acting_user=cast.admin, person=cast.editor, roles=[Role.ADMIN])
    deactivate_person(acting_user=cast.admin, person=cast.editor, reason="Left.")
    reactivate_person(acting_user=elder, person=cast.editor)
    grants = SecurityEvent.objects.filter(action=SecurityAction.ADMINISTRATOR_MADE)
    assert [grant.actor for grant in grants] == [elder, cast.admin]


# --- Whose word counts --------------------------------------------------------------------------


def test_who_agrees_has_a_second_factor(cast: Cast) -> None:
    bare = UserFactory(printed_name="Bert Bare", roles=[Role.ADMIN])
    reset = asked(cast.admin, cast.board_one)
    with refused("second factor of your own first"):
        confirm_factor_reset(acting_user=bare, reset=reset)


def test_who_asks_or_agrees_is_not_new(cast: Cast, elder: User) -> None:
    new = made(elder, "Newcomer", days=6)
    with refused("first 7 days"):
        asked(new, cast.board_one)
    reset = asked(cast.admin, cast.board_one)
    with refused("first 7 days"):
        confirm_factor_reset(acting_user=new, reset=reset)
    with at(1):
        confirm_factor_reset(acting_user=new, reset=reset)
    assert not has_second_factor(cast.board_one)


def test_who_agrees_does_not_owe_the_role_to_who_asked(cast: Cast) -> None:
    puppet = made(cast.admin, "Puppet", days=30)
    grandchild = made(puppet, "Grandchild", days=20)
    reset = asked(cast.admin, cast.board_one)
    for owing in (puppet, grandchild):
        with refused("made an administrator by somebody who took part"):
            confirm_factor_reset(acting_user=owing, reset=reset)


def test_who_agrees_was_not_given_a_new_address_unchecked(cast: Cast, elder: User) -> None:
    change_person(acting_user=cast.admin, person=elder, changes={"email": NEW})
    reset = asked(cast.admin, cast.board_one)
    with refused("Your own address"):
        confirm_factor_reset(acting_user=again(elder), reset=reset)


def test_who_checks_after_a_changed_address_stands_on_their_own(cast: Cast, elder: User) -> None:
    puppet = made(cast.admin, "Puppet", days=30)
    bare = UserFactory(printed_name="Bert Bare", roles=[Role.ADMIN])
    change_person(acting_user=cast.admin, person=cast.board_one, changes={"email": NEW})
    for who, why in ((puppet, "made an administrator by"), (bare, "second factor of your own")):
        with refused(why):
            record_identity_check(
                acting_user=who, person=cast.board_one, document=Document.PASSPORT
            )
    record_identity_check(acting_user=elder, person=cast.board_one, document=Document.PASSPORT)
    assert against_being_signer(again(cast.board_one)) == []


def test_who_checks_after_a_reset_owes_nothing_to_who_agreed(cast: Cast, elder: User) -> None:
    of_the_second = made(elder, "Protege", days=30)
    confirm_factor_reset(acting_user=elder, reset=asked(cast.admin, cast.board_one))
    with refused("made an administrator by"):
        record_identity_check(
            acting_user=of_the_second, person=cast.board_one, document=Document.PASSPORT
        )


# --- Addresses that were replaced ---------------------------------------------------------------


def test_the_old_address_hears_for_thirty_days_what_happens(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    old = cast.board_one.email
    change_person(acting_user=cast.admin, person=cast.board_one, changes={"email": NEW})
    person = again(cast.board_one)
    with django_capture_on_commit_callbacks(execute=True):
        person.set_password("correct-horse-battery")
        person.save()
        record_event(user=person, actor=person, action=SecurityAction.FACTOR_ADDED)
    heard = [message for message in mail.outbox if message.to == [old]]
    assert [message.subject.partition("] ")[2] for message in heard] == [
        "Password set",
        "Second factor added",
    ]
    assert f"You are told at {old}" in heard[0].body
    assert "You are told at" not in next(m.body for m in mail.outbox if m.to == [NEW])
    mail.outbox.clear()
    person.former_addresses.update(told_until=timezone.now() - timedelta(seconds=1))
    with django_capture_on_commit_callbacks(execute=True):
        record_event(user=person, actor=person, action=SecurityAction.FACTOR_ADDED)
    assert addressees() == {NEW, cast.admin.email}


# --- All of it ----------------------------------------------------------------------------------


def test_an_only_administrator_with_puppets_takes_nobodys_signature(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    """Two accounts, a reset agreed with one, another address and factor, a check by the other."""
    old = cast.board_one.email
    puppets = [made(cast.admin, "One"), made(cast.admin, "Two")]
    reset = asked(cast.admin, cast.board_one)
    for days, why in ((0, "first 7 days"), (30, "made an administrator by")):
        for puppet in puppets:
            with at(days), refused(why):
                confirm_factor_reset(acting_user=puppet, reset=reset)
    assert has_second_factor(cast.board_one)
    with django_capture_on_commit_callbacks(execute=True):
        change_person(acting_user=cast.admin, person=cast.board_one, changes={"email": NEW})
        taken = again(cast.board_one)
        taken.set_password("correct-horse-battery")
        taken.save()
    assert [message.to for message in mail.outbox].count([old]) == 2
    for acting in (cast.admin, *puppets):
        with at(30), refused("another administrator has to"):
            record_identity_check(acting_user=acting, person=taken, document=Document.PASSPORT)
    with refused("first 7 days"):
        record_identity_check(acting_user=puppets[1], person=taken, document=Document.PASSPORT)
    assert "check your identity again" in " ".join(against_being_signer(again(taken)))
