"""The Atom feed."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.reader.caching import public_page
from articles.reader.feed import entries


@public_page
def feed(request: HttpRequest) -> HttpResponse:
    """List what was published lately and every notice, for programs that follow the site."""
    context = {
        "entries": entries(),
        "site_url": settings.SITE_URL,
        "site_name": settings.SITE_NAME,
    }
    kind = "application/atom+xml; charset=utf-8"
    return render(request, "reader/feed.xml", context, content_type=kind)
