"""How the site map is cut, so that a publication rewrites a small part of it."""

from __future__ import annotations

from django.db.models import F

from articles.models.publication import Publication

#: Articles to a section. Each has up to two addresses, and a site map holds at most 50,000.
SECTION = 2_000


def section_of(article_id: int) -> int:
    """Return the number of the section that an article is in: 1 or more."""
    return (article_id - 1) // SECTION + 1


def sections() -> list[int]:
    """Return the numbers of the sections that have something in them."""
    numbers = Publication.objects.order_by().values_list((F("article_id") - 1) / SECTION, flat=True)
    return sorted(number + 1 for number in numbers.distinct())
