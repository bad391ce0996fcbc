"""Forms of people about themselves."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet
from django.utils import timezone

from accounts.enums import InterestCategory
from accounts.services.disclosing import MOST_INTERESTS

NOTHING, INTERESTS = "nothing", "interests"
STATEMENTS = ((NOTHING, "I have nothing to disclose"), (INTERESTS, "I have the interests below"))
EMPTY_ROWS = 2


def today() -> date:
    """Return the day in UTC, by which statements are dated."""
    return timezone.now().date()


class DisclosureForm(forms.Form):
    """The statement: when, and whether there is anything."""

    statement = forms.ChoiceField(
        label="Your statement", choices=STATEMENTS, widget=forms.RadioSelect
    )
    dated = forms.DateField(
        label="Date of the statement",
        initial=today,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="A statement holds for twelve months.",
    )


class InterestForm(forms.Form):
    """One relation with one organisation."""

    category = forms.ChoiceField(
        label="Kind of interest", choices=[("", "Choose one"), *InterestCategory.choices]
    )
    organisation = forms.CharField(max_length=120)
    products = forms.CharField(
        max_length=300,
        required=False,
        help_text="Drugs, devices or tests of the organisation, with commas between them.",
    )
    description = forms.CharField(max_length=300, required=False)


class BaseInterestFormSet(BaseFormSet):
    """Rows of interests, any of which may be left empty."""

    def initial_form_count(self) -> int:
        """Return 0: a row that is shown again is as new, and may be emptied, like any other."""
        return 0

    @property
    def interests(self) -> list[dict[str, Any]]:
        """The rows that were filled in, for the service."""
        return [form.cleaned_data for form in self.forms if form.cleaned_data]


InterestFormSet: Any = forms.formset_factory(
    InterestForm,
    formset=BaseInterestFormSet,
    extra=EMPTY_ROWS,
    max_num=MOST_INTERESTS,
    absolute_max=MOST_INTERESTS,
)
