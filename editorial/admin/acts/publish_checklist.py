"""Publish a version of a checklist."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse

from accounts.desk.acts import Act, ActForm
from accounts.enums import Role
from accounts.models import User
from editorial import policies, services
from editorial.checklist_lines import answer_lines, answers_of, item_lines, items_of
from editorial.enums import Applies
from editorial.models import Checklist
from editorial.services.checklists import Item


class VersionForm(ActForm):
    """What the version asks, of which texts, and how it is answered."""

    name = forms.CharField(label="Title", max_length=80)
    applies_to = forms.ChoiceField(
        label="Which texts it is about", choices=Applies.choices, widget=forms.RadioSelect
    )
    items = forms.CharField(
        label="What it asks",
        strip=False,  # or the lines would be counted from another one than the person sees
        help_text="One question a line. A line that begins with # names the section of those that"
        " follow. End a line with [n/a] where the question may not apply to a text.",
        widget=forms.Textarea(attrs={"rows": 20}),
    )
    scale = forms.CharField(
        label="Answers",
        strip=False,
        help_text="One a line, a number and words, as in 1 = Yes. 0 and 1 are summed up as a"
        " percentage, any others as a mean.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    source = forms.CharField(
        label="Source",
        max_length=300,
        required=False,
        help_text="Whose instrument it follows, if any.",
    )

    def clean_items(self) -> list[Item]:
        """Return what the lines ask."""
        return items_of(self.cleaned_data["items"])

    def clean_scale(self) -> list[tuple[int, str]]:
        """Return the answers of the lines."""
        return answers_of(self.cleaned_data["scale"])


class NewChecklistForm(VersionForm):
    """As above, for a checklist that there is not yet."""

    slug = forms.SlugField(
        label="Short name",
        max_length=40,
        help_text="All versions share it, as in discern: small letters, figures and hyphens.",
    )
    field_order = ("slug",)

    def clean_slug(self) -> str:
        """Refuse the short name of another checklist, whose place the version would take."""
        slug: str = self.cleaned_data["slug"].lower()
        if Checklist.objects.filter(slug=slug).exists():
            raise ValidationError(
                "There is a checklist of this name. Publish a new version of it from its own page."
            )
        return slug


class PublishVersion(Act):
    """Publish the next version of a checklist, beginning with the one that is shown."""

    slug = "publish"
    label = "Publish a new version"
    tone = "primary"
    role = Role.ADMIN
    form_class: ClassVar[type[ActForm]] = VersionForm
    consequences = (
        "Reviews that begin from now on are given this version.",
        "Earlier versions and their answers stay as they are, and begun ones can be finished.",
        "A version can't be changed: what it asks is what was answered.",
    )

    def against(self, user: User, thing: Checklist | None) -> list[str]:
        """Ask the policy."""
        return policies.against_setting_checklists(user)

    def initial(self, request: HttpRequest, thing: Checklist | None) -> dict[str, Any]:
        """Start with the version that is shown."""
        if thing is None:
            return {"applies_to": Applies.EVERY, "scale": "0 = No\n1 = Yes"}
        return {
            "name": thing.name,
            "applies_to": thing.applies_to,
            "items": item_lines(thing.items.all()),
            "scale": answer_lines(thing.scale),
            "source": thing.source,
        }

    def perform(self, user: User, thing: Checklist | None, data: Mapping[str, Any]) -> str:
        """Publish it."""
        checklist = services.publish_checklist(
            acting_user=user,
            slug=thing.slug if thing else data["slug"],
            **{name: data[name] for name in ("name", "items", "scale", "applies_to", "source")},
        )
        return f"{checklist} is published, and used by reviews from now on."

    def done_at(self, user: User, thing: Checklist | None) -> str:
        """Go to the list, where the new version stands."""
        return reverse("admin:editorial_checklist_changelist")


class NewChecklist(PublishVersion):
    """Publish the first version of a checklist."""

    slug = "new"
    label = "Publish a new checklist"
    form_class = NewChecklistForm
