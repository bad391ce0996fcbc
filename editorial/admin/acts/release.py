"""Let a member go who has not signed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest

from accounts.desk.acts import ActForm
from accounts.models import User
from editorial import policies, services
from editorial.admin.acts.base import EditorsAct
from editorial.enums import AssignmentState
from editorial.models import Assignment, Submission

PENDING = (AssignmentState.INVITED, AssignmentState.ACCEPTED)


class AssignmentField(forms.ModelChoiceField):
    """A choice among the members who were asked."""

    def label_from_instance(self, obj: Assignment) -> str:
        """Name the member and what they have answered."""
        return f"{obj.member.name_and_credentials} ({obj.get_state_display().lower()})"


class ReleaseForm(ActForm):
    """Whom."""

    assignment = AssignmentField(
        label="Who is released",
        queryset=Assignment.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "invalid_choice": "This member has signed, turned it down or been released by now."
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["assignment"]
        field.queryset = self.thing.assignments.filter(state__in=PENDING).select_related("member")


def against_pending(user: User, thing: Submission) -> list[str]:
    """Return why the person can't act on those whose answer or signature is still to come.

    Four acts of a submission's page ask the same, so the answer is kept on the instance read for
    the page. The services ask anew, behind their lock.
    """
    kept: dict[int, list[str]] = thing.__dict__.setdefault("_against_pending", {})
    if user.pk not in kept:
        reasons = policies.against_triage(user, thing)
        if not reasons and not thing.assignments.filter(state__in=PENDING).exists():
            reasons = ["Nobody is asked who has not signed or turned it down."]
        kept[user.pk] = reasons
    return list(kept[user.pk])


class Release(EditorsAct):
    """Let a member go."""

    slug = "release"
    label = "Release a reviewer"
    form_class = ReleaseForm
    consequences = ("The member is told by mail. They can be asked again later.",)

    def against(self, user: User, thing: Submission) -> list[str]:
        """Ask the policy; and there must be somebody."""
        return against_pending(user, thing)

    def initial(self, request: HttpRequest, thing: Submission) -> dict[str, Any]:
        """Begin with the member whose button was used."""
        return {"assignment": request.GET.get("assignment")}

    def perform(self, user: User, thing: Submission, data: Mapping[str, Any]) -> str:
        """Release."""
        assignment: Assignment = data["assignment"]
        services.release_assignment(acting_user=user, assignment=assignment)
        return f"{assignment.member.printed_name} is released from the review."
