"""The first page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.models.publication import Publication
from articles.reader.caching import public_page
from articles.reader.specialties import specialties

NEWEST = 6


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """Say what this is, and show the newest articles and all specialties."""
    context = {"newest": Publication.objects.listed()[:NEWEST], "specialties": specialties()}
    return render(request, "reader/home.html", context)
