"""What a browser would send from the writing screen."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from articles.models import Article


def shown_form(client: Client, url: str) -> dict[str, Any]:
    """Return every field of the writing form as the page at the address shows it."""
    context = client.get(url).context
    data: dict[str, Any] = {field.html_name: field.value() for field in context["form"]}
    rows = context["rows"]
    for form in (rows.management_form, *rows.forms):
        data |= {field.html_name: field.value() for field in form}
    return {name: "" if value is None else value for name, value in data.items() if value}


def edit_form(client: Client, article: Article, **typed: Any) -> dict[str, Any]:
    """Return the form of an article with the typed values in it."""
    return shown_form(client, reverse("write:edit", args=[article.slug])) | typed
