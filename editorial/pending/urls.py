"""Addresses under /pending/."""

from __future__ import annotations

from django.urls import path

from editorial.pending.views import article, with_slash

app_name = "pending"
urlpatterns = [
    path("<slug:slug>/", article, name="article"),
    path("<slug:slug>", with_slash, name="article_without_slash"),
]
