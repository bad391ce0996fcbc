"""The forms of authorship and credit."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from articles.checks.contributions import CREDIT, ICMJE
from editorial.services.crediting import Statement

#: ICMJE's criteria as the author concerned says them.
OWN_WORDS = {
    "contributed": "I contributed substantially to the work or its data",
    "drafted": "I drafted the text or revised it critically",
    "approved": "I approve the version to be published",
    "accountable": "I agree to be accountable for all aspects of the work",
}


class StatementForm(forms.Form):
    """What one author says of their own part."""

    criteria = forms.MultipleChoiceField(
        label="As an author",
        required=False,
        choices=[(name, OWN_WORDS[name]) for name in ICMJE],
        widget=forms.CheckboxSelectMultiple,
        help_text="All four (ICMJE). Who does not meet them is thanked, and is no author.",
    )
    roles = forms.MultipleChoiceField(
        label="What you did",
        required=False,
        choices=[(role, role) for role in CREDIT],
        widget=forms.CheckboxSelectMultiple,
        help_text="Roles of the CRediT taxonomy. At least one.",
    )
    interests_confirmed = forms.BooleanField(
        label="My interests as I have disclosed them are complete and of today.", required=False
    )

    def __init__(self, *args: Any, complete: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        #: Whether nothing may be left open, as when the text is submitted in the same step.
        self.complete = complete

    def clean_criteria(self) -> list[str]:
        """Return the criteria; all of them if nothing may be left open."""
        criteria: list[str] = self.cleaned_data["criteria"]
        if self.complete and len(criteria) < len(ICMJE):
            raise ValidationError("Confirm all four, or leave the byline.")
        return criteria

    def clean_roles(self) -> list[str]:
        """Return the roles; one at least if nothing may be left open."""
        roles: list[str] = self.cleaned_data["roles"]
        if self.complete and not roles:
            raise ValidationError("Say what you did: one role at least.")
        return roles

    def clean_interests_confirmed(self) -> bool:
        """Return the tick, which is needed if nothing may be left open."""
        confirmed: bool = self.cleaned_data["interests_confirmed"]
        if self.complete and not confirmed:
            raise ValidationError("Confirm that your disclosure is complete and of today.")
        return confirmed

    def statement(self, digest: str) -> Statement:
        """Return the statement, made about the text of the digest. Only when valid."""
        return Statement(digest=digest, **self.cleaned_data)


class InviteForm(forms.Form):
    """Whom to ask to be a co-author."""

    email = forms.EmailField(
        label="E-mail address",
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=(
            "An author here comes last in the byline and is mailed. For anybody else the"
            " administrators are asked for an account."
        ),
    )
