"""Statements of interests, as people made them."""

from __future__ import annotations

from django.contrib import admin

from accounts.desk.viewing import ViewOnlyAdmin
from accounts.models import Disclosure


@admin.register(Disclosure)
class DisclosureAdmin(ViewOnlyAdmin):
    """Statements of interests, as people made them."""

    list_display = ("user", "dated", "nothing_to_disclose")
    list_select_related = ("user",)
