"""Write an article: a new one, or the working copy of one's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.errors import ConflictError, RefusedError
from articles.models import Article
from editorial import services
from editorial.authoring.access import author_required, my_article_or_404, signed_in
from editorial.authoring.fields import Difference, differences, values
from editorial.authoring.form_keys import uid_of_form
from editorial.authoring.forms import NewArticleForm, add_service_errors, emails_text
from editorial.authoring.panes import Panes
from editorial.authoring.selectors import articles_of, newest_save, save_number
from editorial.authoring.writing_forms import (
    WritingForms,
    blank_forms,
    opened,
    posted,
    posted_new,
)
from editorial.services.previewing import Preview, preview_article


@dataclass(frozen=True)
class Conflict:
    """Somebody saved in between: their save, and how the typed text differs from it."""

    sentence: str
    save: Any
    differences: list[Difference]
    authors: tuple[str, str] | None


@author_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Start an article; a POST with ``preview`` only shows what it would look like."""
    if request.method != "POST":
        return _page(request, blank_forms())
    user, forms = signed_in(request), posted_new(request.POST)
    if not forms.are_valid():
        return _page(request, forms)
    try:
        if "preview" in request.POST:
            preview = preview_article(
                acting_user=user, changes=forms.changes(), authors=forms.authors
            )
            return _page(request, forms, preview=preview)
        article = services.create_article(
            acting_user=user,
            changes=forms.changes(),
            coauthors=forms.authors,
            uid=uid_of_form(user, str(forms.form.cleaned_data["form_key"])),
        )
    except ConflictError as error:
        return _sent_before(request, forms, error)
    except (RefusedError, ValidationError) as error:
        return _page(request, forms, error=error)
    _tell_removed(request, forms)
    messages.success(request, "Saved as a draft. Only its authors can see it.")
    return _arrived(article)


def _sent_before(request: HttpRequest, forms: WritingForms, error: ConflictError) -> HttpResponse:
    """Lead to the article that the form became; what was typed since is not dropped."""
    user, form = signed_in(request), cast("NewArticleForm", forms.form)
    uid = uid_of_form(user, str(form.cleaned_data["form_key"]))
    made = articles_of(user).filter(uid=uid).first()
    if made is not None and not differences(values(made), forms.changes()):
        messages.info(request, error.reasons[0])
        return _arrived(made)
    form.renew_key()
    where = f" It is “{made.title}”." if made else ""
    sentence = (
        f"{error.reasons[0]}{where} What you sent now differs: save it again to start another."
    )
    return _page(request, forms, error=RefusedError([sentence]))


@author_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Edit the working copy; a POST with ``preview`` writes nothing."""
    article = my_article_or_404(request, slug)
    if request.method != "POST":
        return _page(request, opened(article, newest_save(article).history_id), article=article)
    forms = posted(article, request.POST, signed_in(request))
    if not forms.are_valid():
        return _page(request, forms, article=article)
    try:
        if "preview" in request.POST:
            preview = preview_article(
                acting_user=signed_in(request),
                article=article,
                changes=forms.changes(),
                authors=forms.authors,
            )
            return _page(request, forms, article=article, preview=preview)
        _save(request, article, forms)
    except ConflictError as error:
        conflict = _conflict(article, forms, error)
        return _page(request, forms, article=article, conflict=conflict)
    except (RefusedError, ValidationError) as error:
        return _page(request, forms, article=article, error=error)
    return _arrived(article)


def _arrived(article: Article) -> HttpResponse:
    """Go on editing; the address tells the browser that what it sent and kept has arrived."""
    return redirect(f"{reverse('write:edit', args=[article.slug])}?saved=1")


def _save(request: HttpRequest, article: Article, forms: WritingForms) -> None:
    """Save through the service, and say whether there was anything to save."""
    before = article.records.count()
    services.save_article(
        acting_user=signed_in(request),
        article=article,
        changes=forms.changes(),
        authors=forms.authors,
        seen_save=_agreed_save(request, forms),
    )
    if article.records.count() == before:
        messages.info(request, "Nothing was different, so there was nothing to save.")
        return
    _tell_removed(request, forms)
    messages.success(request, "Saved.")


def _agreed_save(request: HttpRequest, forms: WritingForms) -> int:
    """Return the save on top of which the person wants to write.

    It is the one that the page was opened on, unless they ticked, below a comparison with a newer
    one, that theirs is to follow that.
    """
    if "on_top" in request.POST:
        return save_number(request.POST.get("newest", ""))
    return int(forms.form.cleaned_data["seen_save"])


def _conflict(article: Article, forms: WritingForms, error: ConflictError) -> Conflict:
    """Set the typed text against the newest save. Nothing was written."""
    theirs = Article.objects.select_related("specialty").get(pk=article.pk)
    byline = (emails_text(theirs.ordered_authors), emails_text(forms.authors))
    return Conflict(
        sentence=" ".join(error.reasons),
        save=newest_save(theirs),
        differences=differences(values(theirs), forms.changes()),
        authors=byline if byline[0] != byline[1] else None,
    )


def _tell_removed(request: HttpRequest, forms: WritingForms) -> None:
    """Say which hidden characters did not get into the text (rule 7)."""
    for label, warnings in forms.form.removed.items():
        messages.warning(request, f"{label}: {' '.join(warnings)}")


def _panes(
    request: HttpRequest, forms: WritingForms, article: Article | None, preview: Preview | None
) -> Panes | None:
    """Return what stands beside the text: as typed, where it can be read, else as saved."""
    if preview is not None:
        return Panes(preview)
    try:
        changes = forms.form.readable_changes()
        return Panes(
            preview_article(acting_user=signed_in(request), article=article, changes=changes)
        )
    except ValidationError:
        return None  # too long to be rendered, which the summary of errors says


def _page(
    request: HttpRequest,
    forms: WritingForms,
    *,
    article: Article | None = None,
    preview: Preview | None = None,
    conflict: Conflict | None = None,
    error: RefusedError | ValidationError | None = None,
) -> HttpResponse:
    if isinstance(error, ValidationError):
        add_service_errors(forms.form, error)
    elif error is not None:
        forms.form.add_error(None, error.reasons)
    panes = _panes(request, forms, article, preview)
    retracted = panes.retracted if panes else {}
    for row in forms.rows.forms:
        row.retraction = retracted.get(row.name, "")
    context = {
        "article": article,
        "form": forms.form,
        "rows": forms.rows,
        "problems": forms.problems,
        "preview": preview,
        "panes": panes,
        "conflict": conflict,
    }
    return render(request, "authoring/edit.html", context, status=409 if conflict else 200)
