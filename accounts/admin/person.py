"""Accounts."""

from __future__ import annotations

from django.contrib import admin

from accounts.desk.viewing import ViewOnlyAdmin
from accounts.models import User


@admin.register(User)
class PersonAdmin(ViewOnlyAdmin):
    """Accounts."""

    list_display = ("printed_name", "email", "is_active")
    exclude = ("password", "user_permissions", "is_superuser")
