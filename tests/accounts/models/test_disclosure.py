from __future__ import annotations

from datetime import date, timedelta

import pytest

from accounts.models import Disclosure, Interest
from tests.factories import DisclosureFactory, InterestFactory, UserFactory

DAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("age", "current"),
    [(-1, False), (0, True), (1, True), (364, True), (365, True), (366, False), (4000, False)],
)
def test_is_current_within_twelve_months(age, current):
    assert Disclosure(dated=DAY - timedelta(days=age)).is_current(DAY) is current


@pytest.mark.django_db
def test_latest_disclosure_newest_date_then_newest_row():
    user = UserFactory(disclosed=DAY)
    DisclosureFactory(user=user, dated=DAY - timedelta(days=1))
    last = DisclosureFactory(user=user, dated=DAY)

    assert user.latest_disclosure() == last


@pytest.mark.parametrize(
    ("organisation", "products", "names"),
    [
        ("Acme", "", ["Acme"]),
        (" Acme ", "Curol, , Healin ,", ["Acme", "Curol", "Healin"]),
    ],
)
def test_interest_names(organisation, products, names):
    assert Interest(organisation=organisation, products=products).names == names


@pytest.mark.django_db
def test_interest_is_declared_by_a_disclosure_of_its_person():
    user = UserFactory(disclosed=False)
    interest = InterestFactory(user=user, organisation="Acme")

    assert user.latest_disclosure() == interest.disclosure
    assert not interest.disclosure.nothing_to_disclose
    assert str(interest) == "Consulting fees: Acme"
