"""The form of a new token."""

from __future__ import annotations

from django import forms

from accounts.enums import Scope
from accounts.services.tokens import LONGEST_NAME

LIFETIMES = ((7, "7 days"), (30, "30 days"), (90, "90 days"), (365, "One year"))


class TokenForm(forms.Form):
    """What a token is called, what it is for and how long it lasts."""

    name = forms.CharField(
        label="Name",
        max_length=LONGEST_NAME,
        help_text="What will use it, such as “Drafting pipeline, test”.",
    )
    scopes = forms.MultipleChoiceField(
        label="It may", choices=Scope.choices, widget=forms.CheckboxSelectMultiple
    )
    days = forms.TypedChoiceField(label="It expires after", choices=LIFETIMES, coerce=int)
