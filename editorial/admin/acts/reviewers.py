"""Remind a reviewer, replace one, or move the day by which a review is due."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User
from editorial import services
from editorial.admin.acts.assign import AssignForm
from editorial.admin.acts.base import EditorsAct
from editorial.admin.acts.release import ReleaseForm, against_pending
from editorial.enums import Priority
from editorial.models import Assignment, Submission


class ReviewersAct(EditorsAct):
    """An act on a member whose answer or signature is still to come."""

    def against(self, user: User, thing: Submission) -> list[str]:
        """Ask the policy; and there must be somebody."""
        return against_pending(user, thing)

    def initial(self, request: HttpRequest, thing: Submission) -> dict[str, Any]:
        """Begin with the member whose button was used."""
        return {"assignment": request.GET.get("assignment")}


class RemindForm(ReleaseForm):
    """Whom."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignment"].label = "Who is reminded"


class Remind(ReviewersAct):
    """Remind a member."""

    slug = "remind"
    label = "Remind a reviewer"
    form_class = RemindForm
    consequences = (
        "The member gets a mail. Reminders of what is due or unanswered go out by themselves;"
        " nobody is reminded twice within a day.",
    )

    def perform(self, user: User, thing: Submission, data: Mapping[str, Any]) -> str:
        """Remind."""
        assignment: Assignment = data["assignment"]
        services.remind_reviewer(acting_user=user, assignment=assignment)
        return f"{assignment.member.printed_name} is reminded."


class MoveForm(ReleaseForm):
    """Whose review, and by when."""

    due_on = forms.DateField(
        label="Review due on",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    priority = forms.ChoiceField(label="How urgent", choices=Priority, initial=Priority.NORMAL)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignment"].label = "Whose review"


class Move(ReviewersAct):
    """Move the day by which a review is due."""

    slug = "move"
    label = "Change a due date"
    form_class = MoveForm
    consequences = ("The member is told by mail.",)

    def initial(self, request: HttpRequest, thing: Submission) -> dict[str, Any]:
        """Begin a week from now."""
        week = timezone.now().date() + timedelta(days=7)
        return {**super().initial(request, thing), "due_on": week}

    def perform(self, user: User, thing: Submission, data: Mapping[str, Any]) -> str:
        """Move."""
        assignment: Assignment = data["assignment"]
        services.move_assignment(
            acting_user=user,
            assignment=assignment,
            due_on=data["due_on"],
            priority=data["priority"],
        )
        return f"{assignment.member.printed_name}'s review is due by {data['due_on']:%-d %B %Y}."


class ReplaceForm(ReleaseForm, AssignForm):
    """Who goes, who is asked instead, and by when."""

    field_order = ("assignment", "member", "due_on", "priority")


class Replace(ReviewersAct):
    """Release a member and ask another in one act."""

    slug = "replace"
    label = "Replace a reviewer"
    form_class = ReplaceForm
    template = "admin/editorial/submission/assign.html"
    consequences = (
        "One member is released and the other is asked: both are told by mail. If the other can't"
        " be asked, nobody is released.",
    )

    def perform(self, user: User, thing: Submission, data: Mapping[str, Any]) -> str:
        """Replace."""
        assignment: Assignment = data["assignment"]
        member = User.objects.filter(pk=data["member"]).first()
        if member is None:
            raise ValidationError({"member": "Choose one of the members below."})
        services.replace_reviewer(
            acting_user=user,
            assignment=assignment,
            member=member,
            due_on=data["due_on"],
            priority=data["priority"],
        )
        return f"{member.printed_name} is asked in place of {assignment.member.printed_name}."
