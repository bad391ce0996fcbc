"""Who signed the text with a digest, for any reader."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.models.publication import Publication
from articles.reader.caching import public_page
from articles.reader.page import BOTH, Page
from articles.reader.versions import versions_of


@public_page
def verify(request: HttpRequest, digest: str) -> HttpResponse:
    """Tell who signed what and when, or (404) that no such text was signed and published.

    Only publications are asked: the digest of a text under review tells nobody anything.
    """
    wanted = digest.lower().replace("\0", "")  # PostgreSQL takes none
    found = list(Publication.objects.filter(digest=wanted).order_by("-published_at", "-pk"))
    # What became of the text is said of its article, not of this publication alone.
    versions = {slug: versions_of(slug) for slug in {publication.slug for publication in found}}
    pages = [Page(publication, versions[publication.slug], BOTH) for publication in found]
    context = {"digest": wanted, "pages": pages}
    return render(request, "reader/verify.html", context, status=200 if found else 404)
