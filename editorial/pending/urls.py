"""Addresses under /pending/."""

from __future__ import annotations

from django.urls import path

from editorial.pending.views import article

app_name = "pending"
urlpatterns = [path("<slug:slug>/", article, name="article")]
