"""Addresses where readers talk back."""

from __future__ import annotations

from django.urls import path

from editorial.talking.questions import ask, delete, question, send, sent
from editorial.talking.reports import outcome, report, thanks

app_name = "talk"
urlpatterns = [
    path("articles/<slug:slug>/report/", report, name="new_report"),
    path("reports/thanks/", thanks, name="thanks"),
    path("reports/<str:ticket>/", outcome, name="report"),
    path("ask/", ask, name="ask"),
    path("ask/send/", send, name="send"),
    path("ask/sent/", sent, name="sent"),
    path("questions/<uuid:uid>/", question, name="question"),
    path("questions/<uuid:uid>/delete/", delete, name="delete"),
]
