"""Every save of the working copy: who, when, what; and the way back to one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.errors import ConflictError, RefusedError
from editorial import services
from editorial.authoring.access import author_required, my_article_or_404, signed_in
from editorial.authoring.fields import changed_labels, differences, values
from editorial.authoring.selectors import newest_save, programs_of, save_number, saves_of
from editorial.authoring.states import choices, names_of
from editorial.services.previewing import preview_article

PAGE_SIZE = 25


@author_required
@require_safe
def saves(request: HttpRequest, slug: str) -> HttpResponse:
    """List the saves, newest first, with the fields that each changed."""
    article = my_article_or_404(request, slug)
    everything = saves_of(article)
    page = Paginator(everything, PAGE_SIZE).get_page(request.GET.get("page"))
    # One more than the page shows: the last line is compared with the save before it.
    shown = list(everything[page.start_index() - 1 : page.end_index() + 1])
    befores = [*shown[1:], None]
    lines = [
        (save, changed_labels(values(before), values(save)) if before else [])
        for save, before in zip(shown, befores, strict=True)
    ][: page.end_index() - page.start_index() + 1]
    names, programs = names_of(article), programs_of(article)
    context = {
        "article": article,
        "page": page,
        "lines": [
            (save, labels, names.get(save.history_id, ""), _program(save, programs))
            for save, labels in lines
        ],
        "choices": choices(article, shown, names),
        "latest": f"save-{shown[0].history_id}",
    }
    return render(request, "authoring/history.html", context)


@author_required
@require_safe
def save(request: HttpRequest, slug: str, save: int) -> HttpResponse:
    """Show one save as it would read, and what it changed."""
    article = my_article_or_404(request, slug)
    shown = _save_or_404(article, save)
    before = saves_of(article).filter(history_id__lt=shown.history_id).first()
    newest = newest_save(article)
    preview = preview_article(
        acting_user=signed_in(request), article=article, changes=values(shown)
    )
    context = {
        "article": article,
        "save": shown,
        "before": before,
        "newest": newest,
        "name": names_of(article).get(shown.history_id, ""),
        "program": _program(shown, programs_of(article)),
        "differences": differences(values(before), values(shown)) if before else [],
        "preview": preview,
    }
    return render(request, "authoring/save.html", context)


@author_required
@require_POST
def restore(request: HttpRequest, slug: str, save: int) -> HttpResponse:
    """Save an earlier state again, on top of the newest."""
    article = my_article_or_404(request, slug)
    earlier = _save_or_404(article, save)
    before = article.records.count()
    try:
        services.save_article(
            acting_user=signed_in(request),
            article=article,
            changes=values(earlier),
            seen_save=save_number(request.POST.get("seen_save", "")),
        )
    except ConflictError as error:
        messages.error(request, error.reasons[0])
    except RefusedError as error:
        messages.error(request, " ".join(error.reasons))
    except ValidationError as error:
        messages.error(request, f"That save can't be restored: {' '.join(error.messages)}")
    else:
        if article.records.count() == before:
            messages.info(request, "The working copy reads like that already.")
        else:
            messages.success(request, "Restored, as a new save. Nothing was lost.")
    return redirect("write:history", article.slug)


def _program(save: Any, programs: Mapping[int, str]) -> str:
    """Return the name of the program that made a save, or "" where a person did."""
    first = programs.get(0, "") if save.history_type == "+" else ""
    return programs.get(save.history_id, first)


def _save_or_404(article: Any, number: int) -> Any:
    return get_object_or_404(saves_of(article), history_id=number)
