from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.enums import Role
from accounts.errors import RefusedError
from accounts.models import BoardMembership
from accounts.services.board import appoint_to_board, end_term
from accounts.services.people import deactivate_person
from tests.factories import Cast, UserFactory

TODAY = timezone.now().date()


def rows() -> tuple[int, int]:
    return BoardMembership.objects.count(), LogEntry.objects.count()


def test_appoint_to_board_gives_a_seat_for_the_term(cast: Cast) -> None:
    person = UserFactory(roles=[Role.BOARD])
    seat = appoint_to_board(
        acting_user=cast.admin,
        user=person,
        specialties=[cast.specialty],
        term_start=TODAY,
        term_end=TODAY + timedelta(days=365),
    )
    assert person.current_membership() == seat
    assert seat.covers(cast.specialty)
    assert not seat.covers(cast.elsewhere)
    message = LogEntry.objects.latest("pk").change_message
    assert message.startswith("Appointed to the board for Nephrology, from ")


@pytest.mark.parametrize("who", ["author", "editor", "board_two", "reader"])
def test_appoint_to_board_is_refused_to_all_but_administrators(cast: Cast, who: str) -> None:
    person = UserFactory(roles=[Role.BOARD])
    before = rows()
    with pytest.raises(RefusedError):
        appoint_to_board(
            acting_user=getattr(cast, who),
            user=person,
            specialties=[cast.specialty],
            term_start=TODAY,
        )
    assert rows() == before


def test_appoint_to_board_wants_the_role_first(cast: Cast) -> None:
    before = rows()
    with pytest.raises(RefusedError, match="role of board member first"):
        appoint_to_board(
            acting_user=cast.admin,
            user=cast.author,
            specialties=[cast.specialty],
            term_start=TODAY,
        )
    assert rows() == before


def test_appoint_to_board_refuses_a_closed_account(cast: Cast) -> None:
    deactivate_person(acting_user=cast.admin, person=cast.board_one, reason="Left.")
    before = rows()
    with pytest.raises(RefusedError, match="closed"):
        appoint_to_board(
            acting_user=cast.admin,
            user=cast.board_one,
            specialties=[cast.specialty],
            term_start=TODAY,
        )
    assert rows() == before


@pytest.mark.parametrize(
    ("start", "end", "overlaps"),
    [
        (date(2020, 1, 1), date(2020, 5, 31), False),
        (date(2020, 1, 1), date(2020, 6, 1), True),
        (date(2020, 8, 1), date(2020, 9, 1), True),
        (date(2020, 12, 31), None, True),
        (date(2021, 1, 1), None, False),
        (date(2020, 1, 1), None, True),
    ],
)
def test_appoint_to_board_refuses_a_second_seat_on_the_same_day(
    cast: Cast, start: date, end: date | None, overlaps: bool
) -> None:
    person = UserFactory(roles=[Role.BOARD])
    appoint_to_board(
        acting_user=cast.admin,
        user=person,
        specialties=[cast.specialty],
        term_start=date(2020, 6, 1),
        term_end=date(2020, 12, 31),
    )
    before = rows()
    if not overlaps:
        appoint_to_board(
            acting_user=cast.admin,
            user=person,
            specialties=[cast.elsewhere],
            term_start=start,
            term_end=end,
        )
        return
    with pytest.raises(RefusedError, match="overlaps"):
        appoint_to_board(
            acting_user=cast.admin,
            user=person,
            specialties=[cast.elsewhere],
            term_start=start,
            term_end=end,
        )
    assert rows() == before


def test_appoint_to_board_refuses_a_term_that_ends_before_it_starts(cast: Cast) -> None:
    person = UserFactory(roles=[Role.BOARD])
    before = rows()
    with pytest.raises(ValidationError):
        appoint_to_board(
            acting_user=cast.admin,
            user=person,
            specialties=[cast.specialty],
            term_start=TODAY,
            term_end=TODAY - timedelta(days=1),
        )
    with pytest.raises(ValidationError):
        appoint_to_board(acting_user=cast.admin, user=person, specialties=[], term_start=TODAY)
    assert rows() == before


def test_end_term_makes_today_the_last_day(cast: Cast) -> None:
    seat = cast.board_one.memberships.get()
    end_term(acting_user=cast.admin, membership=seat)
    assert cast.board_one.current_membership() == seat
    assert cast.board_one.current_membership(TODAY + timedelta(days=1)) is None


def test_end_term_that_is_over_is_refused(cast: Cast) -> None:
    seat = cast.board_one.memberships.get()
    yesterday = TODAY - timedelta(days=1)
    end_term(acting_user=cast.admin, membership=seat, last_day=yesterday)
    with pytest.raises(RefusedError, match="This term ended"):
        end_term(acting_user=cast.admin, membership=seat)
    assert BoardMembership.objects.get(pk=seat.pk).term_end == yesterday


def test_end_term_before_its_start_is_refused(cast: Cast) -> None:
    seat = cast.board_one.memberships.get()
    with pytest.raises(ValidationError):
        end_term(acting_user=cast.admin, membership=seat, last_day=date(2000, 1, 1))
    assert BoardMembership.objects.get(pk=seat.pk).term_end is None


def test_end_term_is_refused_to_an_editor(cast: Cast) -> None:
    seat = cast.board_one.memberships.get()
    with pytest.raises(RefusedError):
        end_term(acting_user=cast.editor, membership=seat)
    assert BoardMembership.objects.get(pk=seat.pk).term_end is None
