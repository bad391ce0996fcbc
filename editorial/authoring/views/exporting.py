"""A revision as a file, for its authors."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from editorial.authoring.access import author_required, my_article_or_404
from editorial.downloads import revision_download


@require_safe
@author_required
def revision_file(request: HttpRequest, slug: str, number: int, suffix: str) -> HttpResponse:
    """Send a revision as Markdown, DOCX, JATS XML or JSON; unapproved text under its banner."""
    article = my_article_or_404(request, slug)
    revision = get_object_or_404(article.revisions, number=number)
    return revision_download(revision, article.slug, suffix)
