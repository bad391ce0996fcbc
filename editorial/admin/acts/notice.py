"""Issue a notice with which a publication stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from accounts.desk.acts import Act, ActForm
from accounts.enums import Role
from accounts.models import User
from articles.enums import ENDING_NOTICES, NoticeKind
from articles.models import Publication
from editorial import policies, services


class NoticeForm(ActForm):
    """What kind of notice, and what it says."""

    kind = forms.ChoiceField(
        label="What it is",
        choices=[(kind.value, kind.label) for kind in NoticeKind if kind not in ENDING_NOTICES],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Notice to readers",
        help_text="It is public, dated and carries your name: say what is to be known, and why.",
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class IssueNotice(Act):
    """Issue a correction, a clarification or an expression of concern."""

    slug = "notice"
    label = "Issue a notice"
    title = "Issue a public notice"
    role = Role.EDITOR
    form_class = NoticeForm
    consequences = (
        "The notice stands above the text and has a page of its own; each links to the other.",
        "The text stays as it was signed. A material change is a new revision with new signatures.",
        "The authors are told by mail.",
    )

    def applies(self, user: User, thing: Publication) -> bool:
        """Tell whether the publication was not retracted."""
        return not thing.is_retracted

    def against(self, user: User, thing: Publication) -> list[str]:
        """Ask the policy."""
        return policies.against_noticing(user, thing)

    def perform(self, user: User, thing: Publication, data: Mapping[str, Any]) -> str:
        """Issue it."""
        notice = services.issue_notice(
            acting_user=user,
            publication=thing,
            kind=NoticeKind(data["kind"]),
            reason=data["reason"],
        )
        return f"The notice is public: {notice.get_kind_display().lower()}."
