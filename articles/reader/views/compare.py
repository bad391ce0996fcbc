"""The comparison of two versions."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from articles.reader.caching import public_page
from articles.reader.comparison import compare_versions


@public_page
def compare(request: HttpRequest, slug: str, older: int, newer: int) -> HttpResponse:
    """Show what changed from the older to the newer version, and why."""
    comparison = compare_versions(slug, older, newer)
    if older > newer:  # asked only now: an address that is there leads to no other that is not
        return redirect("reader:compare", slug, newer, older)
    return render(request, "reader/compare.html", {"comparison": comparison})
