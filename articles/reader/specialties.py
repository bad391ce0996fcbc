"""The specialties of which something is published."""

from __future__ import annotations

from typing import TypedDict

from django.db.models import Count, Max

from articles.models.publication import Publication


class Line(TypedDict):
    """A specialty in a list."""

    specialty_slug: str
    name: str
    articles: int


def specialties() -> list[Line]:
    """Return them by name, with the number of their live articles, in one query.

    Publications keep the name that was signed; where one was renamed since, either may be shown.
    """
    lines = Publication.objects.live().values("specialty_slug")
    counted = lines.annotate(name=Max("specialty_name"), articles=Count("pk"))
    return list(counted.order_by("name"))
