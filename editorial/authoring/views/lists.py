"""The way in: what an author has written, and what is wanted next."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from editorial.authoring.access import author_required, signed_in
from editorial.authoring.selectors import TEXTS, articles_of, with_standing
from editorial.selectors.crediting import own_part_wanted
from editorial.selectors.standing import Standing
from editorial.selectors.wanted import wanted_first

PAGE_SIZE = 25


@author_required
@require_safe
def my_articles(request: HttpRequest) -> HttpResponse:
    """List the person's articles, what waits for them before all others, last changed first."""
    user = signed_in(request)
    articles = wanted_first(with_standing(articles_of(user).defer(*TEXTS)), user)
    page = Paginator(articles, PAGE_SIZE).get_page(request.GET.get("page"))
    disclosure = user.latest_disclosure()
    context = {
        "page": page,
        "lines": [(article, Standing.of(article), own_part_wanted(article)) for article in page],
        "disclosure": disclosure,
        "disclosure_is_current": disclosure is not None
        and disclosure.is_current(timezone.now().date()),
    }
    return render(request, "authoring/list.html", context)
