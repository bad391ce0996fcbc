"""Files for reference managers."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from articles.reader.caching import public_page
from articles.reader.citing import FORMATS
from articles.reader.page import BOTH, Page, standing_page, version_page


@public_page
def cite(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """Offer the citation of what stands at the address as a file."""
    return _file(standing_page(slug, BOTH), ending)


@public_page
def cite_version(request: HttpRequest, slug: str, number: int, ending: str) -> HttpResponse:
    """Offer the citation of one version, whatever stands at the article's address by now."""
    return _file(version_page(slug, number), ending)


def _file(page: Page, ending: str) -> HttpResponse:
    wanted = FORMATS.get(ending)
    if wanted is None:
        raise Http404("Citations come as .bib, .ris and .json.")
    work = page.work
    response = HttpResponse(wanted.write(work), content_type=wanted.content_type)
    response["Content-Disposition"] = f'attachment; filename="{work.key}.{ending}"'
    return response
