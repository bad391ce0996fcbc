"""The page of an article, for clinicians and in plain language."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.reader.caching import public_page
from articles.reader.page import CLINICIAN, PLAIN, standing_page


@public_page
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what stands at the address: the live publication, else the retracted one."""
    return render(request, "reader/article.html", {"page": standing_page(slug, CLINICIAN)})


@public_page
def plain(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the plain-language text of the same publication, or say that none was signed."""
    return render(request, "reader/article.html", {"page": standing_page(slug, PLAIN)})
