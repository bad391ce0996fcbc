"""Checks on what people say of themselves."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError

ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", re.ASCII)


def orcid_check_digit(first_fifteen: str) -> str:
    """Return the last character of an ORCID iD (ISO 7064 mod 11-2) for its first 15 digits."""
    total = 0
    for digit in first_fifteen:
        total = (total + int(digit)) * 2
    result = (12 - total % 11) % 11
    return "X" if result == 10 else str(result)


def validate_orcid(value: str) -> None:
    """Raise ValidationError unless the value is an ORCID iD with a right check digit."""
    if not ORCID.fullmatch(value):
        raise ValidationError("An ORCID iD looks like 0000-0002-1694-233X.", code="orcid_form")
    digits = value.replace("-", "")
    if orcid_check_digit(digits[:-1]) != digits[-1]:
        raise ValidationError(
            "The last character of this ORCID iD does not fit the others: is there a slip?",
            code="orcid_check_digit",
        )
