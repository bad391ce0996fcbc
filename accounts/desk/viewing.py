"""Admin pages that show and never write."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db.models import Model
from django.http import Http404, HttpRequest
from unfold.admin import ModelAdmin


class ViewOnlyAdmin(ModelAdmin):
    """An admin of rows that only services write.

    Superusers are no exception: Django asks these methods of them as well. Bulk actions, of which
    "delete selected" comes with Django, are off.
    """

    actions = None
    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody adds rows here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody changes rows here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody deletes rows here."""
        return False

    def _get_obj_does_not_exist_redirect(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Answer 404 where Django would redirect to the start page with the id in a message."""
        raise Http404
