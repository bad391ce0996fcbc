"""The site map, and what crawlers are asked for."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from articles.reader.caching import public_page
from articles.reader.sitemap import as_xml, index, places, site_places
from articles.sections import sections

XML = "application/xml; charset=utf-8"

#: Where crawlers would only waste everybody's time. Pending pages are not named: they say
#: ``noindex`` in their headers, which a crawler that may not open them would never read.
NOT_FOR_CRAWLERS = ("/accounts/", "/admin/", "/search/", "/write/")


@public_page
def sitemap(request: HttpRequest) -> HttpResponse:
    """List every public address; of a large site, the sections that list them."""
    parts = index()
    if parts:
        return HttpResponse(as_xml("sitemapindex", "sitemap", parts), content_type=XML)
    return HttpResponse(as_xml("urlset", "url", [*site_places(), *places()]), content_type=XML)


@public_page
def section(request: HttpRequest, number: int) -> HttpResponse:
    """List the addresses of one section; section 0 is the site's own pages."""
    if number and number not in sections():
        raise Http404("The site map has no such section.")
    lines = places(number) if number else site_places()
    return HttpResponse(as_xml("urlset", "url", lines), content_type=XML)


@public_page
def robots(request: HttpRequest) -> HttpResponse:
    """Say where the site map is, and which rooms are of no use to a crawler."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NOT_FOR_CRAWLERS)]
    lines += ["", f"Sitemap: {settings.SITE_URL}{reverse('reader:sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
