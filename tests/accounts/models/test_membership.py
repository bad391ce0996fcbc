from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from accounts.enums import Role
from accounts.models import BoardMembership
from tests.factories import SpecialtyFactory, UserFactory, seat

pytestmark = pytest.mark.django_db

START, END = date(2026, 1, 1), date(2026, 12, 31)
ONE_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "end", "current"),
    [
        (START - ONE_DAY, END, False),
        (START, END, True),
        (END, END, True),
        (END + ONE_DAY, END, False),
        (END + ONE_DAY, None, True),
        (START - ONE_DAY, None, False),
    ],
)
def test_on_includes_first_and_last_day(day, end, current):
    membership = seat(UserFactory(roles=[Role.BOARD]), start=START, end=end)

    assert BoardMembership.objects.on(day).filter(pk=membership.pk).exists() is current
    assert (membership.user.current_membership(day) == membership) is current


def test_on_second_term_counts_after_the_first():
    user = UserFactory(roles=[Role.BOARD])
    seat(user, start=START, end=END)
    second = seat(user, start=END + timedelta(days=100))

    assert user.current_membership(END + ONE_DAY) is None
    assert user.current_membership(END + timedelta(days=100)) == second


def test_covers_only_its_specialties():
    mine, other = SpecialtyFactory(slug="nephrology"), SpecialtyFactory(slug="oncology")
    membership = seat(UserFactory(), mine)

    assert membership.covers(mine)
    assert not membership.covers(other)


def test_term_ends_before_it_starts():
    with pytest.raises(ValidationError, match="can't end before it starts"):
        seat(UserFactory(), start=END, end=START)
