"""Administrators' acts on accounts, the board and specialties."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.enums import Role
from accounts.models import BoardMembership, Specialty, User
from accounts.services import people
from tests.factories import Cast, SpecialtyFactory, UserFactory, again, board_member
from tests.refusals import nothing_written

pytestmark = pytest.mark.django_db

PERSON = {
    "email": "new@example.test",
    "printed_name": "Nora New",
    "credentials": "MD",
    "affiliation": "",
    "orcid": "",
    "health_professional": "on",
}


def closed(cast: Cast) -> User:
    return people.deactivate_person(acting_user=cast.admin, person=cast.outsider, reason="Left.")


#: act: what it is done to (None for one that makes something), what is posted, what holds after.
ACTS: dict[str, tuple[Callable[[Cast], Any], dict[str, Any], Callable[[Cast, Any], bool]]] = {
    "accounts_user_new": (
        lambda _cast: None,
        {**PERSON, "roles": ["author"]},
        lambda _c, _t: User.objects.get(email="new@example.test").roles == {"author"},
    ),
    "accounts_user_edit": (
        lambda cast: cast.author,
        PERSON,
        lambda _c, person: person.printed_name == "Nora New",
    ),
    "accounts_user_roles": (
        lambda cast: cast.author,
        {"roles": ["author", "editor"]},
        lambda _c, person: person.roles == {"author", "editor"} and person.is_staff,
    ),
    "accounts_user_appoint": (
        lambda _cast: UserFactory(roles=[Role.BOARD]),
        {"specialties": ["nephrology"], "term_start": "2026-01-01", "term_end": ""},
        lambda cast, person: person.memberships.get().covers(cast.specialty),
    ),
    "accounts_user_deactivate": (
        lambda cast: cast.outsider,
        {"reason": "Left."},
        lambda _c, person: not person.is_active,
    ),
    "accounts_user_reactivate": (closed, {}, lambda _c, person: person.is_active),
    "accounts_boardmembership_end-term": (
        lambda cast: BoardMembership.objects.get(user=cast.board_one),
        {"last_day": "2026-11-30"},
        lambda _c, seat: str(seat.term_end) == "2026-11-30",
    ),
    "accounts_specialty_new": (
        lambda _cast: None,
        {"slug": "urology", "name": "Urology", "schema_org": "Urologic"},
        lambda _c, _t: Specialty.objects.filter(slug="urology", name="Urology").exists(),
    ),
    "accounts_specialty_edit": (
        lambda cast: cast.specialty,
        {"name": "Kidney medicine", "schema_org": "Renal"},
        lambda _c, specialty: specialty.name == "Kidney medicine",
    ),
}


def address(name: str, thing: Any) -> str:
    return reverse(f"admin:{name}", args=[thing.pk] if thing is not None else [])


@pytest.mark.parametrize("name", ACTS)
def test_an_act(client: Client, cast: Cast, name: str) -> None:
    arrange, data, holds = ACTS[name]
    thing = arrange(cast)
    data = {**data}
    if "specialties" in data:
        data["specialties"] = [cast.specialty.pk]
    where = address(name, thing)
    for other in (cast.editor, cast.board_two, cast.author):
        client.force_login(other)
        with nothing_written():
            status = client.post(where, data).status_code
        assert status == (302 if other == cast.author else 403)
    client.force_login(cast.admin)
    entries = LogEntry.objects.count()
    with nothing_written():
        page = client.get(where)
    assert page.status_code == 200
    for sentence in page.context["consequences"]:
        assert sentence in page.content.decode().replace("&#x27;", "'")
    response = client.post(where, data, follow=True)
    assert response.redirect_chain, response.content.decode()
    assert [str(m) for m in response.context["messages"]]
    assert holds(cast, type(thing).objects.get(pk=thing.pk) if thing is not None else None)
    assert LogEntry.objects.count() == entries + 1


@pytest.mark.parametrize(
    ("name", "thing", "data", "status", "words"),
    [
        ("accounts_user_deactivate", "admin", {"reason": "x"}, 409, "Another administrator"),
        ("accounts_user_deactivate", "author", {"reason": ""}, 200, "required"),
        ("accounts_user_roles", "admin", {"roles": ["editor"]}, 409, "Another administrator"),
        ("accounts_user_roles", "author", {"roles": ["pope"]}, 200, "Select a valid choice"),
        ("accounts_user_reactivate", "author", {}, 409, "This account is open already."),
        ("accounts_user_edit", "author", {**PERSON, "orcid": "0000-0002-1694-2331"}, 200, "check"),
        ("accounts_user_edit", "author", {**PERSON, "email": "x"}, 200, "valid email"),
        ("accounts_user_new", None, {**PERSON, "printed_name": " "}, 200, "required"),
    ],
)
def test_an_act_that_is_refused(
    client: Client, cast: Cast, name: str, thing: str | None, data: Any, status: int, words: str
) -> None:
    where = address(name, getattr(cast, thing) if thing else None)
    client.force_login(cast.admin)
    with nothing_written():
        response = client.post(where, data)
    assert response.status_code == status
    assert words in response.content.decode()


def test_an_address_that_is_taken_is_said_beside_it(client: Client, cast: Cast) -> None:
    client.force_login(cast.admin)
    with nothing_written():
        data = {**PERSON, "email": cast.editor.email}
        response = client.post(address("accounts_user_new", None), data)
    assert response.status_code == 200
    assert response.context["form"].errors["email"]


def test_an_administrator_who_lost_the_role_acts_no_more(client: Client, cast: Cast) -> None:
    other = UserFactory(printed_name="Olga Other", roles=[Role.ADMIN])
    client.force_login(other)
    people.set_roles(acting_user=cast.admin, person=other, roles=[Role.EDITOR])
    with nothing_written():
        status = client.post(address("accounts_user_roles", again(cast.author)), {}).status_code
    assert status == 403


def test_a_person_is_shown_without_a_secret(client: Client, cast: Cast) -> None:
    client.force_login(cast.admin)
    page = client.get(reverse("admin:accounts_user_change", args=[cast.board_one.pk]))
    shown = page.content.decode()
    assert "Nephrology" in shown
    assert "Nothing to disclose." in shown
    assert cast.board_one.password not in shown


LISTS = {"user": 12, "boardmembership": 9, "disclosure": 8, "specialty": 7}


@pytest.mark.parametrize(("model", "queries"), LISTS.items())
def test_lists_have_a_constant_number_of_queries(
    client: Client,
    cast: Cast,
    django_assert_num_queries: DjangoAssertNumQueries,
    model: str,
    queries: int,
) -> None:
    where = reverse(f"admin:accounts_{model}_changelist")
    client.force_login(cast.admin)
    client.get(where)
    with django_assert_num_queries(queries):
        before = client.get(where).context["cl"].result_count
    for number in (1, 2):
        board_member(SpecialtyFactory(slug=f"more-{number}"), printed_name=f"More {number}")
    with django_assert_num_queries(queries):
        after = client.get(where).context["cl"].result_count
    assert after == before + 2
