"""The public pages of board members, at the desk."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from accounts.desk.things import Fact, ThingAdmin
from articles.models import Member
from articles.templatetags.moments import utc_time
from editorial.admin.acts.biography import WriteBiography


@admin.register(Member)
class MemberAdmin(ThingAdmin):
    """What readers may know of who has signed."""

    acts = (WriteBiography(),)
    list_title = "Public pages of the board"
    intro = (
        "What readers may know of who has signed. A page comes with the first published signature."
    )
    list_display = ("name", "credentials", "affiliation", "as_of")
    search_fields = ("name",)

    def facts(self, request: HttpRequest, thing: Member) -> Sequence[Fact]:
        """Say what readers see."""
        address = reverse("reader:member", args=[thing.uid])
        return (
            Fact("Public page", format_html('<a href="{}">As readers have it</a>', address)),
            Fact("Credentials", thing.credentials or "None"),
            Fact("Affiliation", thing.affiliation or "None"),
            Fact("Biography", thing.biography or "None yet"),
            Fact("As of", utc_time(thing.as_of)),
        )
