from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from accounts.validators import orcid_check_digit, validate_orcid

# ORCID's own examples: "Structure of the ORCID Identifier".
VALID = ["0000-0002-1694-233X", "0000-0002-1825-0097", "0000-0001-5109-3700"]


@pytest.mark.parametrize("orcid", VALID)
def test_validate_orcid_valid(orcid):
    validate_orcid(orcid)


@pytest.mark.parametrize("orcid", VALID)
def test_orcid_check_digit_known_numbers(orcid):
    digits = orcid.replace("-", "")

    assert orcid_check_digit(digits[:15]) == digits[15]


@pytest.mark.parametrize(
    "orcid",
    [
        "0000-0002-1694-2339",
        "0000-0002-1694-2330",
        "0000-0002-1825-0079",  # two digits swapped
        "0000-0002-1852-0097",
        "1000-0002-1825-0097",
    ],
)
def test_validate_orcid_slip_is_seen_by_the_check_digit(orcid):
    with pytest.raises(ValidationError) as caught:
        validate_orcid(orcid)
    assert caught.value.code == "orcid_check_digit"


@pytest.mark.parametrize(
    "orcid",
    [
        "",
        "0000000218250097",
        "0000-0002-1694-233x",
        "0000-0002-1694-233X\n",
        " 0000-0002-1694-233X",
        "https://orcid.org/0000-0002-1694-233X",
        "0000-0002-1694-23X3",
        "0000-0002-1694",
    ],
)
def test_validate_orcid_other_form(orcid):
    with pytest.raises(ValidationError) as caught:
        validate_orcid(orcid)
    assert caught.value.code == "orcid_form"


def test_validate_orcid_digits_of_another_script():
    """Python's ``\\d`` takes them; a page or a verifier elsewhere would not."""
    with pytest.raises(ValidationError):
        validate_orcid("٠٠٠٠-0002-1825-0097")
