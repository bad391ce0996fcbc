"""The editorial policy."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.reader.caching import public_page


@public_page
def editorial_policy(request: HttpRequest) -> HttpResponse:
    """Say who does what before anything is published, and after."""
    return render(request, "reader/editorial_policy.html")
