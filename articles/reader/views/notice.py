"""The page of one notice."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from articles.models.publication import Publication
from articles.reader.caching import public_page
from articles.reader.versions import TEXTS, published_after


@public_page
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was said about a publication, by whom and why."""
    concerned = Publication.objects.defer(*TEXTS).filter(notices__pk=pk)
    publication = get_object_or_404(concerned)
    about = publication.notices.get(pk=pk)
    again = published_after(publication) if about.ends_publication else None
    context = {"publication": publication, "notice": about, "again": again}
    return render(request, "reader/notice.html", context)
