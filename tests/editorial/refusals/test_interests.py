"""A signature is refused for the member's interests, disclosed or not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from editorial.models import Submission
from tests.editorial.refusals.agreeing import agreed
from tests.factories import (
    Cast,
    DisclosureFactory,
    InterestFactory,
    board_member,
    sign,
    under_review,
)
from tests.refusals import refused


def undisclosed(cast: Cast, dated: date | None = None) -> tuple[Submission, User]:
    """Return a submission and a member who agreed with no disclosure, or an old one."""
    member = board_member(cast.specialty, printed_name="Una Undisclosed", disclosed=False)
    if dated:
        DisclosureFactory(user=member, dated=dated)
    return agreed(under_review(cast), member), member


def test_no_disclosure_is_refused(cast: Cast) -> None:
    submission, member = undisclosed(cast)

    with refused("has not disclosed interests, or that there are none"):
        sign(submission, member)


def test_disclosure_older_than_twelve_months_is_refused(cast: Cast) -> None:
    submission, member = undisclosed(cast, timezone.now().date() - timedelta(days=366))

    with refused("is older than twelve months"):
        sign(submission, member)


def test_disclosure_of_exactly_twelve_months_holds(cast: Cast) -> None:
    submission, member = undisclosed(cast, timezone.now().date() - timedelta(days=365))

    assert sign(submission, member)


INTERESTS = {
    "organisation": ({"organisation": "acme  pharma"}, "acme  pharma"),
    "product": ({"products": "Otherine, EXAMPLEGLIFLOZIN"}, "EXAMPLEGLIFLOZIN"),
    "product in plain words": ({"products": "daily tablet"}, "daily tablet"),
    "journal article": ({"products": "kidney outcomes"}, "kidney outcomes"),
}


@pytest.mark.parametrize(("interest", "named"), INTERESTS.values(), ids=INTERESTS.keys())
def test_conflicting_interest_is_refused(cast: Cast, interest: dict[str, str], named: str) -> None:
    submission = under_review(cast, funding="A grant of Acme Pharma")
    InterestFactory(user=cast.board_one, **interest)

    with refused(f"has declared an interest in {named}, which this text mentions"):
        sign(submission, cast.board_one)


@pytest.mark.parametrize("products", ["", "gliflozin", "Examplegliflozine", "mg da"])
def test_interest_in_something_else_is_no_conflict(cast: Cast, products: str) -> None:
    submission = under_review(cast)
    InterestFactory(user=cast.board_one, products=products)

    assert sign(submission, cast.board_one)


def test_interest_of_an_older_disclosure_is_over(cast: Cast) -> None:
    submission = under_review(cast)
    InterestFactory(
        user=cast.board_one,
        products="Examplegliflozin",
        disclosure__dated=timezone.now().date() - timedelta(days=200),
    )

    assert sign(submission, cast.board_one)
