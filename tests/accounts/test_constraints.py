from __future__ import annotations

import uuid

import pytest
from django.db import connection

from accounts import guards
from accounts.services.mail_choices import choose_mail
from tests.accounts import machine_attacks, security_attacks
from tests.attacks import (
    as_parameters,
    attacks,
    constraints_of,
    copy,
    refused_by_database,
    update,
)
from tests.factories import UserFactory

ORCID = "0000-0002-1694-233X"


def _user(**changes):
    """Copy the author's row with everything that must be unique made new, then changed."""

    def prepare(cast):
        new = {"uid": uuid.uuid4().hex, "email": "new@example.test", "orcid": None}
        values = {key: value(cast) if callable(value) else value for key, value in changes.items()}
        return copy(cast.author, **{**new, **values})

    return prepare


def _no_desk_mail(cast):
    choose_mail(acting_user=cast.editor, wanted=[])
    return cast.editor.mail_choices.get(kind="desk")


ATTACKS = [
    *attacks("accounts_user.uid", same=_user(uid=lambda cast: cast.author.uid.hex)),
    *attacks("accounts_user.email", same=_user(email=lambda cast: cast.author.email)),
    *attacks(
        "accounts_user.orcid",
        same=lambda cast: update(UserFactory(orcid=ORCID) and cast.author, orcid=ORCID),
    ),
    *attacks(
        "user_email_whatever_its_capitals",
        capitals=_user(email=lambda cast: cast.author.email.upper()),
    ),
    *attacks(
        "membership_term_in_order",
        end_first=lambda cast: update(cast.board_one.memberships.get(), term_end="2001-01-01"),
    ),
    *attacks(
        "mail_choice_once_a_kind",
        same=lambda cast: copy(_no_desk_mail(cast), wanted=True),
    ),
    *attacks(
        "mail_about_the_account_always",
        off=lambda cast: update(_no_desk_mail(cast), kind="account"),
    ),
    *attacks("accounts_specialty.slug", same=lambda cast: copy(cast.specialty, name="Other")),
    *attacks("accounts_specialty.name", same=lambda cast: copy(cast.specialty, slug="other")),
    *security_attacks.CONSTRAINTS,
    *machine_attacks.CONSTRAINTS,
]


def test_every_constraint_of_people_is_attacked():
    assert {attack.target for attack in ATTACKS} == set(constraints_of("accounts"))


@pytest.mark.parametrize("attack", as_parameters(ATTACKS))
def test_constraint_refuses(cast, attack):
    statement = attack.prepare(cast)
    guards.lift(connection)

    said = [constraints_of("accounts")[attack.target]]
    if attack.target == "accounts_user.email":  # whoever breaks this one breaks the other, too
        said.append("user_email_whatever_its_capitals")
    refused_by_database(statement, *said)


def test_unchanged_copy_with_new_unique_values_is_taken(cast):
    _user()(cast).execute()
