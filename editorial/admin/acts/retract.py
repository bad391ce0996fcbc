"""Retract a publication."""

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


class RetractForm(ActForm):
    """Why, and whether the text goes as well."""

    kind = forms.ChoiceField(
        label="What it is",
        choices=[(kind.value, kind.label) for kind in ENDING_NOTICES],
        initial=NoticeKind.RETRACTION.value,
        required=False,
        help_text="Retract what proved wrong; withdraw what should not have come out at all.",
    )
    reason = forms.CharField(
        label="Notice to readers",
        help_text="It is public, dated and carries your name: say what is wrong, since when.",
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    remove_text = forms.BooleanField(
        label="Take the text off the page",
        help_text="Only where it is a serious health risk. Title, authors and notice stay.",
        required=False,
    )
    sure = forms.BooleanField(
        label="I understand that a retraction can't be taken back",
        error_messages={"required": "Tick the box: a retraction can't be taken back."},
    )


class Retract(Act):
    """Retract."""

    slug = "retract"
    label = "Retract"
    title = "Retract this publication"
    tone = "danger"
    role = Role.EDITOR
    form_class = RetractForm
    consequences = (
        "The page keeps its address, marked “RETRACTED” or “WITHDRAWN”, with your notice above it."
        " It leaves every list.",
        "The authors are told by mail.",
    )

    def applies(self, user: User, thing: Publication) -> bool:
        """Tell whether the publication stands."""
        return thing.is_live

    def against(self, user: User, thing: Publication) -> list[str]:
        """Ask the policy."""
        return policies.against_retracting(user, thing)

    def perform(self, user: User, thing: Publication, data: Mapping[str, Any]) -> str:
        """Retract."""
        notice = services.retract_publication(
            acting_user=user,
            publication=thing,
            reason=data["reason"],
            remove_text=data["remove_text"],
            kind=NoticeKind(data["kind"] or NoticeKind.RETRACTION),
        )
        ended_as = "withdrawn" if notice.kind == NoticeKind.WITHDRAWAL else "retracted"
        return f"The publication is {ended_as}, and the notice is public."
