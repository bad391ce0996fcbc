"""The page of one version."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.reader.caching import public_page
from articles.reader.page import version_page


@public_page
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show a version as it was signed; an older one points to the newest."""
    return render(request, "reader/article.html", {"page": version_page(slug, number)})
