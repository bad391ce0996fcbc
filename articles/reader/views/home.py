"""The first page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.models.publication import Publication
from articles.reader.caching import public_page
from articles.reader.specialties import specialties
from articles.words import LONGEST_QUERY

NEWEST = 6


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """Say what this is, offer to search, and show the newest articles and all specialties."""
    context = {
        "newest": Publication.objects.listed()[:NEWEST],
        "specialties": specialties(),
        "longest": LONGEST_QUERY,
    }
    return render(request, "reader/home.html", context)
