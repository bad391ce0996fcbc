from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from accounts.enums import Role
from accounts.models import User
from tests.factories import UserFactory, again, published

pytestmark = pytest.mark.django_db


def test_user_signs_in_by_email_whatever_its_capitals():
    user = UserFactory(email="ada@example.test")

    assert User.objects.get_by_natural_key(" Ada@Example.TEST ") == user


def test_user_email_once_whatever_its_capitals():
    UserFactory(email="ada@example.test")

    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory(email="ADA@example.test")


@pytest.mark.parametrize("credentials", ["MD, PhD", ""])
def test_name_and_credentials(credentials):
    user = User(printed_name="Ada Ito", credentials=credentials)

    assert str(user) == ("Ada Ito, MD, PhD" if credentials else "Ada Ito")


def test_user_printed_name_too_short():
    with pytest.raises(ValidationError) as caught:
        UserFactory(printed_name="A").full_clean()
    assert "printed_name" in caught.value.message_dict


def test_user_orcid_may_be_missing_for_many_but_given_once():
    first, second, third = UserFactory(), UserFactory(), UserFactory()
    assert first.orcid is second.orcid is None
    first.orcid = third.orcid = "0000-0002-1694-233X"
    first.save()

    with pytest.raises(ValidationError) as caught:
        third.full_clean()
    assert "orcid" in caught.value.message_dict
    with pytest.raises(IntegrityError), transaction.atomic():
        third.save()


def test_roles_are_the_groups_of_a_person():
    user = UserFactory(roles=[Role.AUTHOR, Role.BOARD])

    assert user.roles == {"author", "board"}
    assert user.has_role(Role.BOARD)
    assert not user.has_role(Role.EDITOR)


def test_roles_deactivated_person_has_none():
    user = UserFactory(roles=list(Role))
    user.is_active = False
    user.save()

    assert again(user).roles == frozenset()


def test_roles_superuser_has_none():
    user = User.objects.create_superuser("root@example.test", "secret", printed_name="Root")

    assert user.is_superuser
    assert user.is_staff
    assert user.roles == frozenset()
    assert user.check_password("secret")


def test_every_role_is_a_group_after_migrate():
    assert {group.name for group in Group.objects.all()} >= set(Role.values)


def test_latest_disclosure_none():
    assert UserFactory(disclosed=False).latest_disclosure() is None


def test_current_membership_today(cast):
    assert cast.board_one.current_membership() == cast.board_one.memberships.get()
    assert cast.author.current_membership() is None
    assert cast.board_one.current_membership(timezone.now().date().replace(year=2001)) is None


def test_delete_person_who_took_part_is_protected(cast):
    published(cast)

    for person in (cast.author, cast.editor, cast.board_one):
        with pytest.raises(ProtectedError):
            person.delete()
