"""Submit a text, or take it back: each on a page that shows what will happen first."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.errors import ConflictError, RefusedError
from articles.models import Article
from editorial import policies, services
from editorial.authoring.access import author_required, my_article_or_404, signed_in
from editorial.authoring.crediting import Credit, credit_of, statement_form
from editorial.authoring.crediting_forms import StatementForm
from editorial.authoring.findings import Checked, checked
from editorial.authoring.forms import SubmitForm, WithdrawForm, add_service_errors
from editorial.authoring.selectors import open_submission
from editorial.authoring.writing_forms import problems_of
from editorial.selectors.answers import remarks_to_answer
from editorial.services.previewing import Preview, preview_article

LATER = (
    "The text, its byline or a disclosure has changed since you opened this page. Nothing was"
    " submitted: look at it as it is now."
)


@dataclass(frozen=True)
class Page:
    """What stands on the page of one article for one of its authors."""

    article: Article
    preview: Preview
    credit: Credit
    checked: Checked

    def forms(self, data: QueryDict | None = None) -> tuple[SubmitForm, StatementForm | None]:
        """Return the form, and that of the person's own part if there is something to confirm."""
        form = SubmitForm(
            data,
            initial={"digest": self.preview.digest},
            later_revision=self.article.revisions.exists(),
            has_warnings=bool(self.checked.warnings),
        )
        own = self.credit.own
        return form, statement_form(own.stated, data, complete=True) if own.open else None


@author_required
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what would be submitted and what stands against it; submit it on POST.

    The author who submits confirms their own part in the same step; co-authors have done so.
    """
    user, article = signed_in(request), my_article_or_404(request, slug)
    preview = preview_article(acting_user=user, article=article)
    credit = credit_of(article, preview, user)
    found = checked(article, preview.document, credit.open_of_others)
    page = Page(article, preview, credit, found)
    if request.method != "POST":
        return _submit_page(request, page, *page.forms())
    reasons = policies.against_submitting(user, article)
    if reasons:
        return _refused(request, article, reasons)
    if request.POST.get("digest") != preview.digest:
        messages.warning(request, LATER)
        return redirect("write:submit", article.slug)
    form, own = page.forms(request.POST)
    if not all([form.is_valid(), own is None or own.is_valid()]):
        return _submit_page(request, page, form, own)
    try:
        submission = services.submit_article(
            acting_user=user,
            article=article,
            summary=form.cleaned_data.get("summary", ""),
            cover_note=form.cleaned_data.get("cover_note", ""),
            checked=True,
            statement=own.statement(preview.digest) if own else None,
        )
    except ConflictError:
        messages.warning(request, LATER)
        return redirect("write:submit", article.slug)
    except RefusedError as error:
        return _refused(request, article, error.reasons)
    except ValidationError as error:
        add_service_errors(form, error)
        return _submit_page(request, page, form, own)
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
    request: HttpRequest, page: Page, form: SubmitForm, own: StatementForm | None
) -> HttpResponse:
    context = {
        "article": page.article,
        "form": form,
        "own": own,
        "problems": [*problems_of(form), *(problems_of(own) if own else [])],
        "preview": page.preview,
        "against": policies.against_submitting(signed_in(request), page.article),
        "checked": page.checked,
        "credit": page.credit,
        "unanswered": sum(1 for each in remarks_to_answer(page.article) if each.answer is None),
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
