"""Make anew what is derived from publications: finished pages and the search index.

No act on a text: nothing that was signed, published or recorded changes, so there is no policy to
ask and nothing to append.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from articles.models import Article, Publication
from articles.services.indexing import clear_index, index_publications
from articles.services.page_check import article_page_problems, site_page_problems
from articles.services.pages import is_site_stale, render_article, render_site, stale_slugs

__all__ = [
    "article_page_problems",
    "is_site_stale",
    "reindex",
    "render_batch",
    "render_site_pages",
    "site_page_problems",
    "stale_slugs",
]


@transaction.atomic
def render_batch(slugs: Sequence[str]) -> None:
    """Make the pages of some articles anew, each behind its lock, so that no act comes between."""
    # Always in one order: two runs at a time must not wait for each other.
    list(Article.objects.select_for_update().filter(slug__in=slugs).order_by("pk").values("pk"))
    for slug in slugs:
        render_article(slug)


@transaction.atomic
def render_site_pages() -> None:
    """Make the feed, the site map and the like anew."""
    render_site()


@transaction.atomic
def reindex() -> int:
    """Build the search index anew; return how many publications it holds."""
    # No article may be published or retracted meanwhile. SQLite locks as a whole anyway.
    list(Article.objects.select_for_update().order_by("pk").values_list("pk"))
    clear_index()
    live = Publication.objects.live().order_by("pk")
    index_publications(live.iterator(chunk_size=200))
    return live.count()
