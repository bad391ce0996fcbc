from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from editorial.models import Policy, Submission
from editorial.services.rules import set_policy
from tests.factories import submitted
from tests.refusals import nothing_written, refused


def put(cast, user=None, **values):
    return set_policy(acting_user=user or cast.admin, specialty=cast.specialty, **values)


def test_set_and_set_again(cast):
    first = put(cast, approvals=3)
    second = put(cast, specialists=2)

    assert first.pk == second.pk
    assert (second.approvals, second.specialists) == (3, 2)
    with nothing_written():
        put(cast, approvals=3, specialists=2)


def test_open_submission_keeps_its_own(cast):
    submission = submitted(cast)

    put(cast, approvals=3)

    assert Submission.objects.get(pk=submission.pk).approvals_needed == 2
    assert submitted(cast, title="Another").approvals_needed == 3


@pytest.mark.parametrize(
    "values",
    [{"approvals": 1}, {"approvals": 2, "specialists": 3}, {"treatment_review_months": 0}],
)
def test_bad_numbers_are_refused(cast, values):
    with refused(by=ValidationError):
        put(cast, **values)
    assert not Policy.objects.exists()


@pytest.mark.parametrize("who", ["author", "editor", "board_one"])
def test_it_is_for_administrators(cast, who):
    with refused("Only administrators set policies."):
        put(cast, user=getattr(cast, who), approvals=3)
