"""The list of specialties."""

from __future__ import annotations

from django.contrib import admin

from accounts.desk.viewing import ViewOnlyAdmin
from accounts.models import Specialty


@admin.register(Specialty)
class SpecialtyAdmin(ViewOnlyAdmin):
    """The list of specialties."""

    list_display = ("name", "slug", "schema_org")
