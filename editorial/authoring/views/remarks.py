"""Answer what the reviewers remarked, beside the new text."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.errors import RefusedError
from articles.models import Article
from editorial import review_policies, services
from editorial.authoring.access import author_required, my_article_or_404, signed_in
from editorial.authoring.forms import add_service_errors
from editorial.authoring.remarks import Line, lines
from editorial.authoring.writing_forms import problems_of


@author_required
@require_http_methods(["GET", "HEAD", "POST"])
def remarks(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the remarks of the last decided round; keep the answer to one of them on POST."""
    user, article = signed_in(request), my_article_or_404(request, slug)
    if request.method != "POST":
        return _page(request, article, lines(user, article))
    found = lines(user, article, request.POST)
    line = next((line for line in found if line.form.is_bound), None)
    if line is None:
        raise Http404
    if not line.form.is_valid():
        return _page(request, article, found)
    answer = line.form.cleaned_data
    try:
        services.answer_comment(
            acting_user=user,
            comment=line.remark,
            addressed=answer["addressed"] == "yes",
            text=answer["text"],
        )
    except RefusedError as error:
        messages.error(request, error.reasons[0])
    except ValidationError as error:
        add_service_errors(line.form, error)
        return _page(request, article, found)
    else:
        messages.success(request, "Your answer is kept. It goes with the next revision.")
    return redirect(f"{reverse('write:remarks', args=[slug])}#remark-{line.remark.uid}")


def _page(request: HttpRequest, article: Article, found: list[Line]) -> HttpResponse:
    user = signed_in(request)
    against = review_policies.against_answering_comment(user, found[0].remark) if found else []
    context = {
        "article": article,
        "lines": found,
        "against": against,
        "unanswered": sum(1 for line in found if line.answered.answer is None),
        "problems": [problem for line in found for problem in problems_of(line.form)],
    }
    return render(request, "authoring/remarks.html", context)
