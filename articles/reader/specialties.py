"""The specialties of which something is published."""

from __future__ import annotations

from typing import TypedDict

from django.db import connection
from django.db.models import Count, Max

from articles.enums import PublicationStatus
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


def ended_in(slug: str) -> list[Publication]:
    """Return the newest texts of a specialty that were retracted or withdrawn."""
    ended = Publication.objects.filter(specialty_slug=slug, status=PublicationStatus.RETRACTED)
    return list(ended.only("slug", "title", "specialty_name").order_by("-published_at", "-pk")[:20])


#: From one specialty to the next along the index: as many steps as there are specialties. Counting
#: them would read the index whole.
_NAMES = """
WITH RECURSIVE step (slug) AS (
    SELECT (SELECT min(specialty_slug) FROM articles_publication WHERE status = 'live')
    UNION ALL
    SELECT (SELECT min(p.specialty_slug) FROM articles_publication p
            WHERE p.status = 'live' AND p.specialty_slug > step.slug)
    FROM step WHERE step.slug IS NOT NULL
)
SELECT slug, (SELECT p.specialty_name FROM articles_publication p
              WHERE p.status = 'live' AND p.specialty_slug = step.slug LIMIT 1) AS name
FROM step WHERE slug IS NOT NULL
"""


def specialty_names() -> dict[str, str]:
    """Return the names of the specialties by their slugs, in the order of the names."""
    with connection.cursor() as cursor:
        cursor.execute(_NAMES)
        return dict(sorted(cursor.fetchall(), key=lambda line: str(line[1])))
