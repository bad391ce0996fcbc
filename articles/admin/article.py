"""Working copies with every save: editors and administrators look, and nobody writes here."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from simple_history.admin import SimpleHistoryAdmin

from accounts.desk.viewing import ViewOnlyAdmin
from accounts.enums import Role
from articles.models import Article


@admin.register(Article)
class ArticleAdmin(SimpleHistoryAdmin, ViewOnlyAdmin):
    """Working copies.

    simple-history reverts by POST to its form even where the button is hidden: that page answers
    nothing but a look, to superusers as well.
    """

    list_display = ("title", "specialty", "updated_at")
    list_select_related = ("specialty",)
    search_fields = ("title", "question", "slug")

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Only editors and administrators: a board member reviews what was submitted.

        Being a superuser opens nothing here, as it is no role.
        """
        user: Any = request.user
        return user.has_role(Role.EDITOR) or user.has_role(Role.ADMIN)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """List the saves."""
        self._refuse_unless_looking(request, object_id)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        page: HttpResponse = super().history_view(request, object_id, extra_context)
        return page

    def history_form_view(
        self,
        request: HttpRequest,
        object_id: str,
        version_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show a save as it was; refuse to go back to it."""
        self._refuse_unless_looking(request, object_id, version_id)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        page: HttpResponse = super().history_form_view(
            request, object_id, version_id, extra_context
        )
        return page

    def _refuse_unless_looking(self, request: HttpRequest, *numbers: str) -> None:
        """Ask for leave before anything is looked up. Raises Http404 for what is no number."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        # Eighteen digits are what a column of the database holds for certain.
        if not all(n.isascii() and n.isdigit() and len(n) < 19 for n in numbers):
            raise Http404
