"""Submit a text, or take it back: each on a page that shows what will happen first."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.errors import RefusedError
from articles.models import Article
from editorial import policies, services
from editorial.authoring.access import author_required, my_article_or_404, signed_in
from editorial.authoring.findings import checked
from editorial.authoring.forms import SubmitForm, WithdrawForm, add_service_errors
from editorial.authoring.selectors import open_submission
from editorial.authoring.writing_forms import problems_of
from editorial.services.previewing import Preview, preview_article

LATER = (
    "The text, its byline or a disclosure has changed since you opened this page. Nothing was"
    " submitted: look at it as it is now."
)


@author_required
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what would be submitted and what stands against it; submit it on POST."""
    user, article = signed_in(request), my_article_or_404(request, slug)
    preview = preview_article(acting_user=user, article=article)
    has_warnings = bool(checked(article, preview.document).warnings)
    asked = {"later_revision": article.revisions.exists(), "has_warnings": has_warnings}
    if request.method != "POST":
        form = SubmitForm(initial={"digest": preview.digest}, **asked)
        return _submit_page(request, article, preview, form)
    reasons = policies.against_submitting(user, article)
    if reasons:
        return _refused(request, article, reasons)
    form = SubmitForm(request.POST, **asked)
    if request.POST.get("digest") != preview.digest:
        messages.warning(request, LATER)
        return redirect("write:submit", article.slug)
    if not form.is_valid():
        return _submit_page(request, article, preview, form)
    try:
        submission = services.submit_article(
            acting_user=user,
            article=article,
            summary=form.cleaned_data.get("summary", ""),
            checked=True,
        )
    except RefusedError as error:
        return _refused(request, article, error.reasons)
    except ValidationError as error:
        add_service_errors(form, error)
        return _submit_page(request, article, preview, form)
    number = submission.revision.number
    messages.success(request, f"Revision {number} is submitted. The editors have been told.")
    return redirect("write:article", article.slug)


@author_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask whether, and why, the open submission is to be taken back; do it on POST."""
    user, article = signed_in(request), my_article_or_404(request, slug)
    submission = open_submission(article)
    if submission is None:
        return _refused(request, article, ["There is no open submission to withdraw."])
    if request.method != "POST":
        form = WithdrawForm(initial={"submission": submission.uid})
        return _withdraw_page(request, article, submission, form)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _withdraw_page(request, article, submission, form)
    if form.cleaned_data["submission"] != submission.uid:
        return _refused(request, article, ["That submission is closed; this is a newer one."])
    try:
        services.withdraw_submission(
            acting_user=user, submission=submission, reason=form.cleaned_data["reason"]
        )
    except RefusedError as error:
        return _refused(request, article, error.reasons)
    messages.success(request, "The submission is withdrawn. The editors have been told.")
    return redirect("write:article", article.slug)


def _refused(request: HttpRequest, article: Article, reasons: list[str]) -> HttpResponse:
    """Say why nothing was done, on the article's page, where the present state is shown."""
    for reason in reasons:
        messages.error(request, reason)
    return redirect("write:article", article.slug)


def _submit_page(
    request: HttpRequest, article: Article, preview: Preview, form: SubmitForm
) -> HttpResponse:
    context = {
        "article": article,
        "form": form,
        "problems": problems_of(form),
        "preview": preview,
        "against": policies.against_submitting(signed_in(request), article),
        "checked": checked(article, preview.document),
    }
    return render(request, "authoring/submit.html", context)


def _withdraw_page(
    request: HttpRequest, article: Article, submission: object, form: WithdrawForm
) -> HttpResponse:
    context = {
        "article": article,
        "submission": submission,
        "form": form,
        "problems": problems_of(form),
    }
    return render(request, "authoring/withdraw.html", context)
