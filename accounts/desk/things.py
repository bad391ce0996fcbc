"""The page of one thing at the desk: what is known of it, and the acts that are the person's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse

from accounts.desk.acts import refusals
from accounts.desk.pages import ActsMixin
from accounts.desk.viewing import ViewOnlyAdmin

LOOKS = ("GET", "HEAD")


@dataclass(frozen=True)
class Fact:
    """One line of what is known. ``value`` is escaped by the template unless it is safe."""

    label: str
    value: Any


class ThingAdmin(ActsMixin, ViewOnlyAdmin):
    """A list and a page for each row, made for reading: Django's form is not shown at all."""

    thing_template: ClassVar[str] = "admin/desk/thing.html"
    list_before_template = "admin/desk/before_list.html"
    list_filter_sheet = False
    #: What the list is called, and what it is, in a sentence.
    list_title: ClassVar[str]
    intro: ClassVar[str] = ""

    def facts(self, request: HttpRequest, thing: Any) -> Sequence[Fact]:
        """Return what the page says of the thing."""
        return ()

    def page_context(self, request: HttpRequest, thing: Any) -> dict[str, Any]:
        """Return what the thing's own template needs."""
        return {}

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """List the things; above them the acts that make one."""
        if request.method not in LOOKS:
            return HttpResponseNotAllowed(LOOKS)
        buttons = self.buttons(request, None)
        context = {
            "title": self.list_title,
            "intro": self.intro,
            "buttons": buttons,
            "refusals": refusals(buttons),
        }
        page: HttpResponse = super().changelist_view(request, {**context, **(extra_context or {})})
        return page

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the thing; there is nothing to post here."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if not (object_id.isascii() and object_id.isdigit() and len(object_id) < 19):
            raise Http404
        thing = self._thing(request, int(object_id))
        if request.method not in LOOKS:
            return HttpResponseNotAllowed(LOOKS)
        buttons = self.buttons(request, thing)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.model._meta,
            "original": thing,
            "thing": thing,
            "title": str(thing),
            "list_title": self.list_title,
            "buttons": buttons,
            "refusals": refusals(buttons),
            "facts": self.facts(request, thing),
            **self.page_context(request, thing),
            **(extra_context or {}),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, self.thing_template, context)


def log_of(thing: Any) -> QuerySet[LogEntry]:
    """Return what was done to the thing at the desk, newest first."""
    return (
        LogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(thing), object_id=str(thing.pk)
        )
        .select_related("user")
        .order_by("-action_time", "-pk")
    )
