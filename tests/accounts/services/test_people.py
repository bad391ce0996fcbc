from __future__ import annotations

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.enums import Role
from accounts.errors import RefusedError
from accounts.models import User
from accounts.services.people import (
    change_person,
    create_person,
    deactivate_person,
    reactivate_person,
    set_roles,
)
from tests.factories import PASSWORD, Cast, UserFactory, again


def last_words() -> str:
    return str(LogEntry.objects.order_by("-pk").values_list("change_message", flat=True).first())


def everything_about(person: User) -> tuple[Any, ...]:
    """What the verbs here may change of a person, and the length of the log."""
    fresh = again(person)
    row = {field.attname: getattr(fresh, field.attname) for field in User._meta.concrete_fields}
    return row, fresh.roles, User.objects.count(), LogEntry.objects.count()


# --- Opening an account -------------------------------------------------------------------------


def test_create_person_invites_its_owner_and_lets_nobody_in(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        person = create_person(
            acting_user=cast.admin,
            email=" Nora.New@Example.test ",
            printed_name="Nora  New",
            credentials="MD",
            orcid="0000-0002-1694-233X",
            roles=[Role.EDITOR],
        )
    person = again(person)
    assert (person.email, person.printed_name) == ("nora.new@example.test", "Nora New")
    assert person.roles == {Role.EDITOR}
    assert person.is_staff
    assert not person.has_usable_password()
    assert [message.to for message in mail.outbox] == [["nora.new@example.test"]]
    assert "/accounts/password/reset/" in mail.outbox[0].body
    assert last_words() == "Opened the account, as editor."


def test_create_person_with_a_password_mails_nobody(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        person = create_person(
            acting_user=cast.admin,
            email="nora@example.test",
            printed_name="Nora New",
            password="correct-horse-battery",
        )
    assert again(person).check_password("correct-horse-battery")
    assert not again(person).is_staff
    assert mail.outbox == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "anna.author@example.test"},
        {"email": "ANNA.Author@example.test"},
        {"email": "no address"},
        {"printed_name": "  "},
        {"orcid": "0000-0002-1694-2331"},
        {"roles": ["owner"]},
        {"password": "12345678"},
    ],
    ids=str,
)
def test_create_person_with_bad_input_writes_nothing(cast: Cast, wrong: dict[str, Any]) -> None:
    before = everything_about(cast.admin)
    good = {"email": "nora@example.test", "printed_name": "Nora New"}
    with pytest.raises(ValidationError):
        create_person(acting_user=cast.admin, **good | wrong)
    assert everything_about(cast.admin) == before


# --- Who may ------------------------------------------------------------------------------------

VERBS = {
    "create": lambda by, person: create_person(
        acting_user=by, email="nora@example.test", printed_name="Nora New"
    ),
    "change": lambda by, person: change_person(
        acting_user=by, person=person, changes={"credentials": "PhD"}
    ),
    "set roles": lambda by, person: set_roles(acting_user=by, person=person, roles=[Role.BOARD]),
    "deactivate": lambda by, person: deactivate_person(
        acting_user=by, person=person, reason="Left."
    ),
    "reactivate": lambda by, person: reactivate_person(acting_user=by, person=person),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("who", ["author", "editor", "board_one", "outsider", "reader", "root"])
def test_accounts_are_refused_to_all_but_administrators(cast: Cast, verb: str, who: str) -> None:
    root = UserFactory(printed_name="Rita Root", is_superuser=True)
    acting = root if who == "root" else getattr(cast, who)
    before = everything_about(cast.coauthor)
    with pytest.raises(RefusedError):
        VERBS[verb](acting, cast.coauthor)
    assert everything_about(cast.coauthor) == before


# --- Changing -----------------------------------------------------------------------------------


def test_change_person_logs_old_and_new_values(cast: Cast) -> None:
    change_person(
        acting_user=cast.admin,
        person=cast.author,
        changes={"credentials": "MD, PhD", "printed_name": cast.author.printed_name},
    )
    assert again(cast.author).credentials == "MD, PhD"
    assert last_words() == "Changed credentials from “MD” to “MD, PhD”."


def test_change_person_with_nothing_new_logs_nothing(cast: Cast) -> None:
    before = everything_about(cast.author)
    change_person(acting_user=cast.admin, person=cast.author, changes={"credentials": "MD"})
    assert everything_about(cast.author) == before


def test_change_person_takes_no_other_field(cast: Cast) -> None:
    before = everything_about(cast.author)
    with pytest.raises(ValueError, match="is_superuser"):
        change_person(acting_user=cast.admin, person=cast.author, changes={"is_superuser": True})
    assert everything_about(cast.author) == before


def test_a_new_address_is_told_to_the_old_one_which_opens_nothing(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    EmailAddress.objects.create(user=cast.author, email=cast.author.email, verified=True)
    with django_capture_on_commit_callbacks(execute=True):
        change_person(
            acting_user=cast.admin, person=cast.author, changes={"email": "new@example.test"}
        )
    # The old one, the new one, and the new one again, with what it means for signing.
    assert sorted(address for message in mail.outbox for address in message.to) == [
        "anna.author@example.test",
        "new@example.test",
        "new@example.test",
    ]
    assert not EmailAddress.objects.filter(user=cast.author).exists()


# --- Roles --------------------------------------------------------------------------------------


def test_set_roles_opens_and_shuts_the_desk(cast: Cast) -> None:
    set_roles(acting_user=cast.admin, person=cast.author, roles=[Role.AUTHOR, Role.EDITOR])
    assert again(cast.author).roles == {Role.AUTHOR, Role.EDITOR}
    assert again(cast.author).is_staff
    assert last_words() == "Changed the roles from author to author, editor."
    set_roles(acting_user=cast.admin, person=cast.author, roles=[])
    assert again(cast.author).roles == frozenset()
    assert not again(cast.author).is_staff


def test_set_roles_to_the_same_logs_nothing(cast: Cast) -> None:
    before = everything_about(cast.editor)
    set_roles(acting_user=cast.admin, person=cast.editor, roles=[Role.EDITOR])
    assert everything_about(cast.editor) == before


def test_an_administrator_cannot_drop_their_own_role(cast: Cast) -> None:
    UserFactory(printed_name="Second Admin", roles=[Role.ADMIN])
    before = everything_about(cast.admin)
    with pytest.raises(RefusedError, match="Another administrator"):
        set_roles(acting_user=cast.admin, person=cast.admin, roles=[Role.EDITOR])
    assert everything_about(cast.admin) == before


def test_an_administrator_may_take_the_role_from_another(cast: Cast) -> None:
    second = UserFactory(printed_name="Second Admin", roles=[Role.ADMIN])
    set_roles(acting_user=cast.admin, person=second, roles=[])
    assert again(second).roles == frozenset()


# --- Closing ------------------------------------------------------------------------------------


def test_deactivate_person_signs_them_out_and_keeps_the_row(cast: Cast, client: Client) -> None:
    client.force_login(cast.editor)
    assert client.get("/admin/editorial/submission/").status_code == 200
    deactivate_person(acting_user=cast.admin, person=cast.editor, reason="Left the office.")
    assert client.get("/admin/editorial/submission/").status_code == 302
    assert not client.login(username=cast.editor.email, password=PASSWORD)
    assert again(cast.editor).roles == frozenset()
    assert last_words() == "Closed the account: Left the office."
    reactivate_person(acting_user=cast.admin, person=cast.editor)
    assert again(cast.editor).roles == {Role.EDITOR}


def test_deactivate_person_wants_a_reason(cast: Cast) -> None:
    before = everything_about(cast.editor)
    with pytest.raises(ValidationError):
        deactivate_person(acting_user=cast.admin, person=cast.editor, reason="  ")
    assert everything_about(cast.editor) == before


def test_nobody_closes_their_own_account(cast: Cast) -> None:
    UserFactory(printed_name="Second Admin", roles=[Role.ADMIN])
    before = everything_about(cast.admin)
    with pytest.raises(RefusedError, match="Another administrator"):
        deactivate_person(acting_user=cast.admin, person=cast.admin, reason="Tired.")
    assert everything_about(cast.admin) == before


def test_closing_twice_or_opening_an_open_account_is_refused(cast: Cast) -> None:
    with pytest.raises(RefusedError, match="open already"):
        reactivate_person(acting_user=cast.admin, person=cast.editor)
    deactivate_person(acting_user=cast.admin, person=cast.editor, reason="Left.")
    with pytest.raises(RefusedError, match="closed already"):
        deactivate_person(acting_user=cast.admin, person=cast.editor, reason="Left.")
