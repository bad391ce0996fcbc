"""Make a preview link, or revoke all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from accounts.desk.acts import ActForm
from accounts.models import User
from editorial import policies, services
from editorial.admin.acts.base import EditorsAct
from editorial.models import Submission
from editorial.previews import address_of


class DaysForm(ActForm):
    """For how long."""

    days = forms.TypedChoiceField(
        label="It opens for",
        choices=[(1, "one day"), (7, "a week"), (30, "thirty days")],
        coerce=int,
        initial=7,
    )


class MakePreviewLink(EditorsAct):
    """Make a link to the pending text for somebody who has no account."""

    slug = "preview-link"
    label = "Make a preview link"
    form_class = DaysForm
    consequences = (
        "Whoever has the link reads the frozen text, under the banner that says it is pending.",
        "It ends after the time you choose, when you revoke it, and when the submission is closed.",
    )

    def applies(self, user: User, thing: Submission) -> bool:
        """Tell whether no link opens now."""
        return super().applies(user, thing) and not thing.preview_links.holding().exists()

    def against(self, user: User, thing: Submission) -> list[str]:
        """Ask the policy."""
        return policies.against_preview_links(user, thing)

    def perform(self, user: User, thing: Submission, data: Mapping[str, Any]) -> str:
        """Make it, and show it."""
        link = services.make_preview_link(acting_user=user, submission=thing, days=data["days"])
        return f"This link opens until {link.expires_at:%-d %B %Y}: {address_of(link)}"


class RevokePreviewLinks(EditorsAct):
    """End every link to the pending text."""

    slug = "revoke-preview-links"
    label = "Revoke preview links"
    consequences = ("Every preview link of this submission stops opening at once.",)

    def words(self, thing: Submission) -> Sequence[str]:
        """Say which link it is about."""
        links = [f"It is about {address_of(link)}" for link in thing.preview_links.holding()]
        return [*self.consequences, *links]

    def applies(self, user: User, thing: Submission) -> bool:
        """Tell whether there is a link to revoke."""
        return super().applies(user, thing) and thing.preview_links.holding().exists()

    def against(self, user: User, thing: Submission) -> list[str]:
        """Ask the policy."""
        return policies.against_preview_links(user, thing)

    def perform(self, user: User, thing: Submission, data: Mapping[str, Any]) -> str:
        """Revoke them."""
        ended = services.revoke_preview_links(acting_user=user, submission=thing)
        return "The preview link no longer opens." if ended == 1 else "No preview link opens now."
