"""A revision as a file to download, for whom a page has let through."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse

from articles.exports import FORMATS, Exported, export
from articles.image_files import image_path
from articles.models import Revision
from editorial.enums import State

#: The suffix and the name of each form, as pages offer them.
OFFERED = tuple((suffix, name) for suffix, (_type, name, _write) in FORMATS.items())


def revision_download(revision: Revision, slug: str, suffix: str) -> HttpResponse:
    """Return the revision as Markdown, DOCX, JATS XML or JSON; unapproved text has its banner.

    Raises Http404 for any other suffix.
    """
    if suffix not in FORMATS:
        raise Http404
    submission = revision.submissions.order_by("-submitted_at", "-pk").first()
    images = revision.document.get("images", ())
    exported = Exported(
        document=revision.document,
        digest=revision.digest,
        slug=slug,
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
            "Content-Disposition": f'attachment; filename="{slug}-r{revision.number}.{suffix}"',
            "X-Robots-Tag": "noindex",
        },
    )
