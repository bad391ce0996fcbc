"""Publications, as readers have them."""

from __future__ import annotations

from django.contrib import admin

from accounts.desk.viewing import ViewOnlyAdmin
from articles.models import Publication


@admin.register(Publication)
class PublicationAdmin(ViewOnlyAdmin):
    """Publications, as readers have them."""
