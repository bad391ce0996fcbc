"""A submission at the desk."""

from __future__ import annotations

from django.contrib import admin

from accounts.desk.viewing import ViewOnlyAdmin
from editorial.models import Submission


@admin.register(Submission)
class SubmissionAdmin(ViewOnlyAdmin):
    """A submission at the desk."""
