"""A signature is refused to who is not a current member of the board."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.enums import Role
from accounts.services.board import end_term
from accounts.services.people import deactivate_person, set_roles
from tests.editorial.refusals.agreeing import agreed
from tests.factories import (
    Cast,
    UserFactory,
    again,
    sign,
    under_review,
)
from tests.refusals import refused

YESTERDAY = timezone.now().date() - timedelta(days=1)


def test_member_whose_term_is_over_is_refused(cast: Cast) -> None:
    submission = under_review(cast)
    end_term(
        acting_user=cast.admin, membership=cast.board_one.memberships.get(), last_day=YESTERDAY
    )

    with refused("is not a current member of the board"):
        sign(submission, cast.board_one)


def test_member_whose_term_has_not_begun_is_refused(cast: Cast) -> None:
    submission = under_review(cast)
    cast.board_one.memberships.update(term_start=timezone.now().date() + timedelta(days=1))

    with refused("is not a current member of the board"):
        sign(submission, cast.board_one)


def test_role_without_a_seat_is_refused(cast: Cast) -> None:
    person = UserFactory(roles=[Role.BOARD])
    submission = agreed(under_review(cast), person)

    with refused("is not a current member of the board"):
        sign(submission, person)


def test_seat_without_the_role_is_refused(cast: Cast) -> None:
    submission = under_review(cast)
    set_roles(acting_user=cast.admin, person=cast.board_one, roles=[Role.AUTHOR])
    assert cast.board_one.memberships.exists()

    with refused("Only board members sign"):
        sign(submission, again(cast.board_one))


@pytest.mark.parametrize("who", ["author", "coauthor", "editor", "admin", "outsider"])
def test_who_is_not_on_the_board_is_refused(cast: Cast, who: str) -> None:
    submission = under_review(cast)

    with refused("Only board members sign"):
        sign(submission, getattr(cast, who))


def test_closed_account_is_refused(cast: Cast) -> None:
    submission = under_review(cast)
    deactivate_person(acting_user=cast.admin, person=cast.board_one, reason="Retired.")

    with refused("This account is no longer active"):
        sign(submission, again(cast.board_one))


@pytest.mark.parametrize("nobody", [None, AnonymousUser()], ids=["none", "not signed in"])
def test_nobody_is_refused(cast: Cast, nobody: AnonymousUser | None) -> None:
    submission = under_review(cast)

    with refused("Sign in first"):
        sign(submission, nobody)
