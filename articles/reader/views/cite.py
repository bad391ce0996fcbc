"""Files for reference managers."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from articles.reader.caching import public_page
from articles.reader.citing import FORMATS
from articles.reader.page import BOTH, standing_page


@public_page
def cite(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """Offer the citation of what stands at the address as a file."""
    wanted = FORMATS.get(ending)
    if wanted is None:
        raise Http404("Citations come as .bib, .ris and .json.")
    work = standing_page(slug, BOTH).work
    response = HttpResponse(wanted.write(work), content_type=wanted.content_type)
    response["Content-Disposition"] = f'attachment; filename="{work.key}.{ending}"'
    return response
