"""Addresses under /invitation/."""

from __future__ import annotations

from django.urls import path

from editorial.invitation.views import agreed, answer, turned_down

app_name = "invitation"
urlpatterns = [
    path("agreed/", agreed, name="agreed"),
    path("turned-down/", turned_down, name="turned_down"),
    path("<str:token>/", answer, name="answer"),
]
