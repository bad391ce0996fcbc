"""Keep what is being typed: the same save as the button's, without its page."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.errors import ConflictError, RefusedError
from editorial import services
from editorial.authoring.access import author_required, my_article_or_404, signed_in
from editorial.authoring.writing_forms import typed


@author_required
@require_POST
def autosave(request: HttpRequest, slug: str) -> JsonResponse:
    """Save the typed text on top of the save that the page knows.

    Answers with the number of the new save. Where somebody else has saved meanwhile nothing is
    written (409), and the page offers to compare; a text that can't be saved as it stands, such
    as one without a title, is refused in words (422).
    """
    article = my_article_or_404(request, slug)
    forms = typed(article, request.POST)
    if not forms.are_valid():
        return _refused([problem.sentence for problem in forms.problems], status=422)
    seen = forms.form.cleaned_data["seen_save"]
    try:
        saved = services.save_article(
            acting_user=signed_in(request),
            article=article,
            changes=forms.changes(),
            seen_save=-1 if seen is None else seen,
        )
    except ConflictError as error:
        return _refused(error.reasons, status=409)
    except RefusedError as error:
        return _refused(error.reasons, status=422)
    except ValidationError as error:
        return _refused(error.messages, status=422)
    return JsonResponse({"save": saved.last_save, "at": timezone.now().isoformat()})


def _refused(reasons: list[str], *, status: int) -> JsonResponse:
    return JsonResponse({"reasons": reasons}, status=status)
