"""Policies, as set by administrators."""

from __future__ import annotations

from django.contrib import admin

from accounts.desk.viewing import ViewOnlyAdmin
from editorial.models import Policy


@admin.register(Policy)
class PolicyAdmin(ViewOnlyAdmin):
    """Policies, as set by administrators."""
