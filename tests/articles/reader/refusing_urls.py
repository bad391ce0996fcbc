"""The site's addresses, and below them one for each page of an error."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

ERRORS = ["/refused/400/", "/refused/403/", "/refused/csrf/", "/refused/429/", "/refused/500/"]


def make_no_sense(_request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation("Nobody can read this.")


def deny(_request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def expire(request: HttpRequest) -> HttpResponse:
    return render(request, "403_csrf.html", status=403)


def limit(request: HttpRequest) -> HttpResponse:
    return render(request, "429.html", status=429)


def fail(_request: HttpRequest) -> HttpResponse:
    raise RuntimeError("Something went wrong.")


VIEWS = [make_no_sense, deny, expire, limit, fail]
urlpatterns = [
    *(path(address.lstrip("/"), view) for address, view in zip(ERRORS, VIEWS, strict=True)),
    path("", include("editorial.config.urls")),
]
