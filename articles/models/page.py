"""Finished pages, as the front sends them."""

from __future__ import annotations

from django.db import models


class RenderedPage(models.Model):
    """The bytes of one public address from one day on, as they are and compressed.

    Written in the transaction that changes what they show, so that a page is never older than the
    publication that it shows. Of several rows of an address the one with the latest ``since`` that
    has come holds: a page that will read "Review overdue" has its second row from the start.

    ``version`` names the templates that made it. The front passes over a row of other templates
    than its own, and Django renders the page instead (see ``articles.front``).
    """

    path = models.CharField(max_length=200)
    since = models.DateField()
    slug = models.SlugField(max_length=80, blank=True)  # the article's; "" for a page of the site
    version = models.CharField(max_length=16, db_index=True)
    content_type = models.CharField(max_length=60)
    etag = models.CharField(max_length=32)
    last_modified = models.CharField(max_length=29)  # as HTTP writes it: it is sent, not computed
    # SQLite reads a row from its start, so what is asked for most comes first.
    br = models.BinaryField()
    gzip = models.BinaryField()
    zstd = models.BinaryField()
    identity = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["path", "since"], name="page_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.path} from {self.since}"
