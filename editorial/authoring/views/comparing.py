"""Set any two states of an article's text against each other, and give saves names."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.errors import RefusedError
from editorial import services
from editorial.authoring.access import author_required, my_article_or_404, signed_in
from editorial.authoring.fields import differences
from editorial.authoring.states import state_of


@author_required
@require_safe
def compare(request: HttpRequest, slug: str) -> HttpResponse:
    """Compare two saves or revisions: ``?old=save-12&new=revision-2``. The older comes first."""
    article = my_article_or_404(request, slug)
    keys = [request.GET.get(name, "") for name in ("old", "new")]
    found = [state_of(article, key) for key in keys]
    if None in found:
        raise Http404
    old, new = sorted((state for state in found if state), key=lambda state: state.at)
    context = {
        "article": article,
        "old": old,
        "new": new,
        "differences": differences(old.fields, new.fields),
    }
    return render(request, "authoring/compare.html", context)


@author_required
@require_POST
def name(request: HttpRequest, slug: str, save: int) -> HttpResponse:
    """Give a save a name."""
    article = my_article_or_404(request, slug)
    if not article.history.filter(history_id=save).exists():
        raise Http404
    try:
        services.name_save(
            acting_user=signed_in(request),
            article=article,
            save_number=save,
            name=request.POST.get("name", ""),
        )
    except RefusedError as error:
        messages.error(request, " ".join(error.reasons))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "The save has a name now. Its text is as it was.")
    return redirect("write:history", article.slug)
