"""Working copies with every save: editors and administrators look, and nobody writes here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.safestring import SafeString
from simple_history.admin import SimpleHistoryAdmin

from accounts.desk.things import Fact, ThingAdmin
from accounts.enums import Role
from articles.models import Article
from articles.templatetags.moments import utc_time


@admin.register(Article)
class ArticleAdmin(SimpleHistoryAdmin, ThingAdmin):
    """Working copies.

    simple-history reverts by POST to its form even where the button is hidden: that page answers
    nothing but a look, to superusers as well.
    """

    thing_template = "admin/articles/article/page.html"
    list_title = "Working copies"
    intro = "What authors are working on. It reaches no reader until it is submitted and signed."
    list_display = ("title", "byline", "field", "saved")
    search_fields = ("title", "question", "slug")
    ordering = ("-updated_at",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        """Read what a row shows."""
        articles: QuerySet[Article] = super().get_queryset(request)
        return articles.select_related("specialty").prefetch_related("authorships__user")

    @admin.display(description="Authors")
    def byline(self, article: Article) -> str:
        """Return the authors, in order."""
        return ", ".join(author.printed_name for author in article.ordered_authors)

    @admin.display(description="Specialty", ordering="specialty__name")
    def field(self, article: Article) -> str:
        """Return the specialty."""
        return article.specialty.name

    @admin.display(description="Saved", ordering="updated_at")
    def saved(self, article: Article) -> SafeString:
        """Return when it was saved last."""
        return utc_time(article.updated_at)

    def facts(self, request: HttpRequest, thing: Article) -> Sequence[Fact]:
        """Say whose it is and what about."""
        return (
            Fact("Question", thing.question),
            Fact("Authors", self.byline(thing)),
            Fact("Specialty", self.field(thing)),
            Fact("Kind", thing.get_kind_display()),
            Fact("Saved", self.saved(thing)),
            Fact("Use of AI", thing.get_ai_use_display()),
            *self.prompts(request, thing),
            Fact("Funding", thing.funding or "Not stated"),
        )

    def prompts(self, request: HttpRequest, thing: Article) -> Sequence[Fact]:
        """Tell editors, and nobody else here, what the AI tool was asked."""
        if not thing.ai_prompts or not request.user.has_role(Role.EDITOR):  # type: ignore[union-attr]
            return ()
        return (Fact("Prompts (private)", thing.ai_prompts),)

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
        save = get_object_or_404(
            Article.history.select_related("history_user"), pk=int(version_id), id=int(object_id)
        )
        # Not simple-history's form: its fields look as if somebody could write in them.
        context = {
            **self.admin_site.each_context(request),
            "opts": self.model._meta,
            "original": save.instance,
            "thing": save.instance,
            "title": f"{save.title}, as saved",
            "list_title": self.list_title,
            "facts": self._saved_facts(save),
            **(extra_context or {}),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/articles/article/save.html", context)

    def _saved_facts(self, save: Any) -> Sequence[Fact]:
        """Say what the save holds. The byline is no part of it."""
        return (
            Fact("Saved", utc_time(save.history_date)),
            Fact("By", save.history_user or "Not known"),
            Fact("Question", save.question),
            Fact("Specialty", save.instance.specialty.name),
            Fact("Kind", save.get_kind_display()),
            Fact("Use of AI", save.get_ai_use_display()),
            Fact("Funding", save.funding or "Not stated"),
        )

    def _refuse_unless_looking(self, request: HttpRequest, *numbers: str) -> None:
        """Ask for leave before anything is looked up. Raises Http404 for what is no number."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        # Eighteen digits are what a column of the database holds for certain.
        if not all(n.isascii() and n.isdigit() and len(n) < 19 for n in numbers):
            raise Http404
