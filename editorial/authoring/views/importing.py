"""Bring a text in from a file: shown first, with what was left out of it; saved on request."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from accounts.errors import ConflictError, RefusedError
from articles.importers import ImportedArticle
from articles.models import Article
from editorial import services
from editorial.authoring.access import author_required, my_article_or_404, signed_in
from editorial.authoring.fields import differences, values
from editorial.authoring.form_keys import uid_of_form
from editorial.authoring.forms import add_service_errors
from editorial.authoring.selectors import articles_of, newest_save
from editorial.authoring.uploads import (
    TOO_LARGE,
    SaveUploadForm,
    Upload,
    UploadForm,
    is_too_large,
    sealed,
    unsealed,
    upload_of,
)
from editorial.authoring.writing_forms import Problem, problems_of
from editorial.services.previewing import preview_article

COMPARE = (
    "Below, “What would change” compares the file with the text that was saved meanwhile. Press the"
    " button again to put the file's in its place."
)
GONE = "That preview is too old, or was not sent whole. Upload the file again."


# Checking the CSRF token reads the whole body, so its size is looked at first: _import asks for it.
@csrf_exempt
@author_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_new(request: HttpRequest) -> HttpResponse:
    """Make a new article of a file."""
    return _too_large(request, None) if is_too_large(request) else _import(request, None)


@csrf_exempt
@author_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_into(request: HttpRequest, slug: str) -> HttpResponse:
    """Put the text of a file in the place of a working copy's."""
    article = my_article_or_404(request, slug)
    return _too_large(request, article) if is_too_large(request) else _import(request, article)


@csrf_protect
def _import(request: HttpRequest, article: Article | None) -> HttpResponse:
    if request.method != "POST":
        return _upload_page(request, article, UploadForm())
    if "token" in request.POST:
        return _save(request, article)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _upload_page(request, article, form)
    try:
        return _read(request, article, form.cleaned_data["file"])
    except ValidationError as error:
        add_service_errors(form, ValidationError(error.messages))
        return _upload_page(request, article, form)


def _too_large(request: HttpRequest, article: Article | None) -> HttpResponse:
    """Refuse a body that was not read, and is not."""
    problems = [Problem("id_file", f"File: {TOO_LARGE}")]
    context = {"article": article, "form": UploadForm(), "problems": problems}
    return render(request, "authoring/import.html", context, status=413)


def _read(request: HttpRequest, article: Article | None, source: ImportedArticle) -> HttpResponse:
    """Show what the file would become. Nothing is written."""
    seen = newest_save(article).history_id if article else None
    upload = upload_of(source, article, seen)
    form = SaveUploadForm(
        wanted=upload.wanted,
        initial={
            "question": upload.guess,
            "specialty": upload.changes.get("specialty", article and article.specialty_id),
            "kind": upload.changes.get("kind", article.kind if article else "treatment"),
            "token": sealed(upload, signed_in(request), article),
        },
    )
    return _preview_page(request, article, form, upload)


def _save(request: HttpRequest, article: Article | None) -> HttpResponse:
    """Save what a preview sent back, through the same services as what is typed."""
    user = signed_in(request)
    try:
        upload = unsealed(request.POST["token"], user, article)
    except BadSignature:
        messages.warning(request, GONE)
        return redirect(request.path)
    form = SaveUploadForm(request.POST, wanted=upload.wanted)
    if not form.is_valid():
        return _preview_page(request, article, form, upload)
    changes = form.chosen(upload)
    try:
        if article is None:
            article = services.create_article(
                acting_user=user,
                changes=changes,
                coauthors=upload.coauthors,
                slug=upload.slug,
                uid=_uid(request),
            )
            messages.success(request, "Saved as a draft. Only its authors can see it.")
        else:
            services.save_article(
                acting_user=user, article=article, changes=changes, seen_save=upload.seen_save
            )
            messages.success(request, "Saved. The text before it is in the history.")
    except ConflictError as error:
        return _overtaken(request, article, form, upload, error)
    except RefusedError as error:
        for reason in error.reasons:
            messages.error(request, reason)
        return redirect(request.path)
    except ValidationError as error:
        add_service_errors(form, error)
        return _preview_page(request, article, form, upload)
    return redirect("write:edit", article.slug)


def _overtaken(
    request: HttpRequest,
    article: Article | None,
    form: SaveUploadForm,
    upload: Upload,
    error: ConflictError,
) -> HttpResponse:
    """Compare the file with what was saved meanwhile; a press on that page goes on top of it."""
    if article is None:  # the same preview, sent again: its article is there
        made = articles_of(signed_in(request)).filter(uid=_uid(request)).first()
        for reason in error.reasons:
            messages.info(request, reason)
        return redirect("write:edit", made.slug) if made else redirect("write:list")
    fresh = my_article_or_404(request, article.slug)
    upload = replace(upload, seen_save=newest_save(fresh).history_id)
    data = request.POST.copy()
    data["token"] = sealed(upload, signed_in(request), fresh)
    form = SaveUploadForm(data, wanted=upload.wanted)
    form.add_error(None, [*error.reasons, COMPARE])
    response = _preview_page(request, fresh, form, upload)
    response.status_code = 409
    return response


def _uid(request: HttpRequest) -> UUID:
    """Return the identifier of the article that a preview becomes, however often it is sent."""
    return uid_of_form(signed_in(request), request.POST["token"])


def _upload_page(request: HttpRequest, article: Article | None, form: UploadForm) -> HttpResponse:
    context = {"article": article, "form": form, "problems": problems_of(form)}
    return render(request, "authoring/import.html", context)


def _preview_page(
    request: HttpRequest,
    article: Article | None,
    form: SaveUploadForm,
    upload: Upload,
) -> HttpResponse:
    changes = dict(upload.changes)
    if upload.wanted:
        asked = str(form["question"].value() or "")
        changes |= {"question": asked, "title": changes["title"] or asked}
    preview = preview_article(
        acting_user=signed_in(request),
        article=article,
        changes=changes,
        authors=upload.coauthors if article is None else None,
    )
    old = values(article) if article else {}
    context = {
        "article": article,
        "form": form,
        "problems": problems_of(form),
        "warnings": upload.warnings,
        "preview": preview,
        "differences": differences(old, old | changes) if article else [],
    }
    return render(request, "authoring/import_preview.html", context)
