"""What is being typed, as it would be published: the panes beside the text."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from accounts.errors import RefusedError
from articles.models import Article
from editorial.authoring.access import author_required, my_article_or_404, signed_in
from editorial.authoring.panes import Panes
from editorial.authoring.writing_forms import typed
from editorial.services.previewing import preview_article


@author_required
@require_POST
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """Render the typed text of an article. Writes nothing."""
    return _panes(request, my_article_or_404(request, slug))


@author_required
@require_POST
def preview_new(request: HttpRequest) -> HttpResponse:
    """Render the typed text of an article that has not been saved yet. Writes nothing."""
    return _panes(request, None)


def _panes(request: HttpRequest, article: Article | None) -> HttpResponse:
    forms = typed(article, request.POST)
    changes = forms.form.readable_changes()
    if forms.rows.is_valid():
        changes["references"] = forms.rows.references()
    try:
        shown = preview_article(acting_user=signed_in(request), article=article, changes=changes)
    except (RefusedError, ValidationError) as error:
        reasons = error.reasons if isinstance(error, RefusedError) else error.messages
        return JsonResponse({"reasons": reasons}, status=422)
    return render(request, "authoring/_panes.html", {"panes": Panes(shown)})
