"""The specialties, and the articles of one."""

from __future__ import annotations

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from articles.models.publication import Publication
from articles.reader.caching import public_page
from articles.reader.specialties import Line, ended_in, specialties
from articles.reader.views.listing import PER_PAGE


@public_page
def specialty_index(request: HttpRequest) -> HttpResponse:
    """Show every specialty of which something is published."""
    return render(request, "reader/specialties.html", {"lines": specialties()})


@public_page
def specialty(request: HttpRequest, slug: str) -> HttpResponse:
    """List the live articles of a specialty, newest first; 404 where nothing was ever published.

    Where the last one was retracted, the address stays and leads to it.
    """
    lines = specialties()
    line = next((line for line in lines if line["specialty_slug"] == slug), None)
    ended = [] if line else ended_in(slug)
    if ended:
        line = Line(specialty_slug=slug, name=ended[0].specialty_name, articles=0)
    if line is None:
        raise Http404("Nothing is published in this specialty.")
    articles = Publication.objects.listed().filter(specialty_slug=slug)
    try:
        page = Paginator(articles, PER_PAGE).page(request.GET.get("page", "1"))
    except InvalidPage as error:
        raise Http404("There is no such page of the list.") from error
    context = {"page": page, "line": line, "lines": lines, "ended": ended}
    return render(request, "reader/specialty.html", context)
