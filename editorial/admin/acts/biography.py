"""Write what a board member's public page says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest

from accounts.desk.acts import Act, ActForm
from accounts.enums import Role
from accounts.models import User
from articles.models import Member
from editorial import policies, services
from editorial.services.board_pages import LONGEST_BIOGRAPHY


class BiographyForm(ActForm):
    """A biography in plain text."""

    biography = forms.CharField(
        label="Biography",
        help_text="For readers: training, field, and work. Paragraphs are kept, marks are not.",
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=LONGEST_BIOGRAPHY,
        required=False,
    )


class WriteBiography(Act):
    """Write the biography, and copy everything else anew."""

    slug = "biography"
    label = "Write the biography"
    role = Role.ADMIN
    form_class = BiographyForm
    consequences = (
        "Readers see it on the member's page, which every article that the member signed links to.",
        "Name, credentials, seats and interests are copied anew from what the office holds.",
    )

    def initial(self, request: HttpRequest, thing: Member) -> dict[str, Any]:
        """Start with what stands."""
        return {"biography": thing.biography}

    def against(self, user: User, thing: Member) -> list[str]:
        """Ask the policy."""
        return policies.against_writing_biography(user)

    def perform(self, user: User, thing: Member, data: Mapping[str, Any]) -> str:
        """Write it."""
        services.write_biography(acting_user=user, member=thing, biography=data["biography"])
        return "The member's public page is up to date."
