"""The list of articles."""

from __future__ import annotations

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from articles.models.publication import Publication
from articles.reader.caching import public_page
from articles.reader.specialties import specialties

PER_PAGE = 20


@public_page
def listing(request: HttpRequest) -> HttpResponse:
    """List live publications, newest first, of all specialties or of ``?specialty=``.

    A specialty of which nothing is published gives an empty list, a page that is not there 404.
    """
    chosen = request.GET.get("specialty", "")
    lines = specialties()
    articles = Publication.objects.listed()
    if chosen:
        known = any(line["specialty_slug"] == chosen for line in lines)
        articles = articles.filter(specialty_slug=chosen) if known else articles.none()
    try:
        page = Paginator(articles, PER_PAGE).page(request.GET.get("page", "1"))
    except InvalidPage as error:
        raise Http404("There is no such page of the list.") from error
    context = {
        "page": page,
        "specialties": lines,
        "chosen": chosen,
        "chosen_name": next((s["name"] for s in lines if s["specialty_slug"] == chosen), ""),
    }
    return render(request, "reader/list.html", context)
