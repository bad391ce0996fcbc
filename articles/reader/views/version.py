"""The page of one version."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from articles.reader.caching import public_page
from articles.reader.page import version_page


@public_page
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show a version as it was signed; an older one points to the newest.

    Raises Http404 for its number in other digits, such as 01: a version has one address.
    """
    if request.path != reverse("reader:version", args=[slug, number]):
        raise Http404("There is no such version of an article at this address.")
    return render(request, "reader/article.html", {"page": version_page(slug, number)})
