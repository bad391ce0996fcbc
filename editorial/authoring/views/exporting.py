"""A revision as a file, for its authors."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from articles.exports import FORMATS, Exported, export
from articles.image_files import image_path
from editorial.authoring.access import author_required, my_article_or_404
from editorial.enums import State


@require_safe
@author_required
def revision_file(request: HttpRequest, slug: str, number: int, suffix: str) -> HttpResponse:
    """Send a revision as Markdown, DOCX, JATS XML or JSON; unapproved text under its banner."""
    article = my_article_or_404(request, slug)
    revision = get_object_or_404(article.revisions, number=number)
    if suffix not in FORMATS:
        raise Http404
    submission = revision.submissions.order_by("-submitted_at", "-pk").first()
    images = revision.document.get("images", ())
    exported = Exported(
        document=revision.document,
        digest=revision.digest,
        slug=article.slug,
        is_approved=revision.submissions.filter(state=State.APPROVED).exists(),
        credit=submission.credit if submission else "",
        site=settings.SITE_NAME,
        site_url=settings.SITE_URL,
        pictures={i["digest"]: image_path(i["digest"], i["kind"]) for i in images},
    )
    return HttpResponse(
        export(exported, suffix),
        content_type=FORMATS[suffix][0],
        headers={
            "Content-Disposition": f'attachment; filename="{slug}-r{number}.{suffix}"',
            "X-Robots-Tag": "noindex",
        },
    )
