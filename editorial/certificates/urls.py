"""Addresses under /certificates/."""

from __future__ import annotations

from django.urls import path

from editorial.certificates.views import bundle, page, pdf

app_name = "certificates"
urlpatterns = [
    path("<uuid:uid>/", page, name="page"),
    path("<uuid:uid>/certificate.pdf", pdf, name="pdf"),
    path("<uuid:uid>/evidence.json", bundle, name="evidence"),
]
