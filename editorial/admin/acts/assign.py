"""Ask a board member for a review."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from accounts.desk.acts import ActForm
from accounts.models import User
from editorial import policies, services
from editorial.admin.acts.base import EditorsAct
from editorial.enums import Priority
from editorial.models import Submission
from editorial.selectors.candidates import candidates
from editorial.services.assigning import DUE_IN


def _default_due() -> date:
    return (timezone.now() + DUE_IN).date()


class AssignForm(ActForm):
    """Whom, and by when."""

    member = forms.ChoiceField(
        label="Who is asked",
        error_messages={
            "required": "Choose a member of the board.",
            "invalid_choice": "Choose one of the members below.",
        },
    )
    due_on = forms.DateField(
        label="Review due on",
        initial=_default_due,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    priority = forms.ChoiceField(
        label="How urgent", choices=Priority, initial=Priority.NORMAL, required=False
    )

    def clean_priority(self) -> str:
        """Take silence for no hurry."""
        return self.cleaned_data["priority"] or Priority.NORMAL

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user: Any = self.request.user
        self.candidates = candidates(user, self.thing)
        field: Any = self.fields["member"]
        # All of them: a member who can't be asked any more is refused by the service, in words.
        field.choices = [(str(c.person.pk), c.person.printed_name) for c in self.candidates]


class Assign(EditorsAct):
    """Ask a member."""

    slug = "assign"
    label = "Ask a reviewer"
    form_class = AssignForm
    template = "admin/editorial/submission/assign.html"
    consequences = (
        "The member gets a mail. They see the question, the authors and the length, and the full"
        " text once they have agreed.",
    )

    def against(self, user: User, thing: Submission) -> list[str]:
        """Ask the policy."""
        return policies.against_triage(user, thing)

    def perform(self, user: User, thing: Submission, data: Mapping[str, Any]) -> str:
        """Ask."""
        member = User.objects.get(pk=data["member"])
        services.assign_reviewer(
            acting_user=user,
            submission=thing,
            member=member,
            due_on=data["due_on"],
            priority=data["priority"],
        )
        return f"{member.printed_name} is asked to review by {data['due_on']:%-d %B %Y}."
