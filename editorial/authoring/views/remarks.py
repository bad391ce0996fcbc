"""Answer what the reviewers remarked, beside the new text."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.errors import RefusedError
from accounts.models import User
from articles.models import Article
from editorial import review_policies, services
from editorial.authoring.access import author_required, my_article_or_404, signed_in
from editorial.authoring.forms import add_service_errors
from editorial.authoring.remarks import Line, lines
from editorial.authoring.writing_forms import problems_of


@author_required
@require_http_methods(["GET", "HEAD", "POST"])
def remarks(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the remarks of the last decided round; keep every answer that was typed on POST.

    With ``preview`` nothing is kept, and what this browser had kept is shown in the form.
    """
    user, article = signed_in(request), my_article_or_404(request, slug)
    if request.method != "POST":
        return _page(request, article, lines(user, article))
    found = lines(user, article, request.POST)
    if not any(line.form.is_bound for line in found):
        raise Http404
    if "preview" in request.POST:
        return _page(request, article, found)
    kept = _keep(user, found)
    if kept:
        said = "Your answer is kept. It goes" if kept == 1 else f"{kept} answers are kept. They go"
        messages.success(request, f"{said} with the next revision.")
    if any(line.form.errors for line in found):
        return _page(request, article, _as_kept(user, article, found))
    if "submit" in request.POST:
        return redirect("write:submit", slug)
    place = request.POST.get("keep", "")
    known = place in {str(line.remark.uid) for line in found}
    return redirect(
        f"{reverse('write:remarks', args=[slug])}?saved=1{f'#remark-{place}' if known else ''}"
    )


def _keep(user: User, found: list[Line]) -> int:
    """Keep each answer that is whole and new; what is wrong with the others is said at them."""
    kept = 0
    for form, remark in ((line.form, line.remark) for line in found):
        if not form.is_valid() or not form.says_more:
            continue
        answer = form.cleaned_data
        try:
            services.answer_comment(
                acting_user=user,
                comment=remark,
                addressed=answer["addressed"] == "yes",
                text=answer["text"],
            )
            kept += 1
        except RefusedError as error:
            form.add_error("text", error.reasons)
        except ValidationError as error:
            add_service_errors(form, error)
    return kept


def _as_kept(user: User, article: Article, found: list[Line]) -> list[Line]:
    """Return the lines with the answers that were just kept, and with what was typed and wrong."""
    answered = {line.remark.pk: line.answered for line in lines(user, article)}
    return [replace(line, answered=answered.get(line.remark.pk, line.answered)) for line in found]


def _page(request: HttpRequest, article: Article, found: list[Line]) -> HttpResponse:
    user = signed_in(request)
    against = review_policies.against_answering_comment(user, found[0].remark) if found else []
    context = {
        "article": article,
        "lines": found,
        "against": against,
        "typed": any(line.form.is_bound for line in found),
        "unanswered": sum(1 for line in found if line.answered.answer is None),
        "problems": [
            problem
            for number, line in enumerate(found, start=1)
            for problem in problems_of(line.form, f"Remark {number}, ")
        ],
    }
    return render(request, "authoring/remarks.html", context)
