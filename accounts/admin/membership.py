"""Seats on the board."""

from __future__ import annotations

from django.contrib import admin

from accounts.desk.viewing import ViewOnlyAdmin
from accounts.models import BoardMembership


@admin.register(BoardMembership)
class BoardMembershipAdmin(ViewOnlyAdmin):
    """Seats on the board."""

    list_display = ("user", "term_start", "term_end")
    list_select_related = ("user",)
