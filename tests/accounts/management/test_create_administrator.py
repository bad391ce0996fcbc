"""The first account of a new installation."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from accounts.enums import Role
from accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("a-long-and-quiet-password\n"))


def test_the_first_administrator_can_enter_the_desk(typed: None) -> None:
    call_command("create_administrator", "Ada@Example.test", "Ada Ito")
    person = User.objects.get()
    assert person.email == "ada@example.test"
    assert person.has_role(Role.ADMIN)
    assert person.is_staff
    assert not person.is_superuser
    assert person.check_password("a-long-and-quiet-password")


def test_there_is_only_one_first(typed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    call_command("create_administrator", "ada@example.test", "Ada Ito")
    monkeypatch.setattr("sys.stdin", io.StringIO("a-long-and-quiet-password\n"))
    with pytest.raises(CommandError, match="an administrator already"):
        call_command("create_administrator", "bo@example.test", "Bo Berg")
    assert User.objects.count() == 1


def test_a_weak_password_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("12345\n"))
    with pytest.raises(CommandError, match="too short"):
        call_command("create_administrator", "ada@example.test", "Ada Ito")
    assert not User.objects.exists()
