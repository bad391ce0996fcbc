"""Search."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.reader.caching import public_page
from articles.reader.retracted import retracted_titled
from articles.reader.search import Query, Results, search
from articles.reader.search.direct import Direct, found_directly
from articles.reader.search.finding import AUDIENCES
from articles.reader.specialties import specialty_names
from articles.reader.stems import telling_words
from articles.words import LONGEST_QUERY

#: Nobody turns more pages, and what is ranked ends there as well.
LAST_PAGE = 50


@public_page
def search_page(request: HttpRequest) -> HttpResponse:
    """Show what is published about ``?q=``, of a specialty and for an audience if so asked.

    Whatever stands in the address gets an ordinary answer: a filter or page that is none of ours
    counts as not given.
    """
    names = specialty_names()
    chosen = request.GET.get("specialty", "")
    audience = request.GET.get("audience", "")
    query = Query(
        text=request.GET.get("q", "")[:LONGEST_QUERY].strip(),
        specialty=chosen if chosen in names else "",
        audience=audience if audience in AUDIENCES else "",
        exact="exact" in request.GET,
    )
    page = _page(request.GET.get("page", ""))
    direct = found_directly(query.text, names) if page == 1 else Direct()
    results = Results() if direct.identifier else search(query, page)
    context = {
        "query": query,
        "direct": direct,
        # Beside the person who was looked for, texts with a part of the name are noise.
        "is_all": bool(direct) and (results.partial or not results.count),
        "results": results,
        "retracted": retracted_titled(telling_words(query.text)) if page == 1 else [],
        "specialties": names,
        "longest": LONGEST_QUERY,
    }
    return render(request, "reader/search.html", context)


def _page(raw: str) -> int:
    """Return the number of a page; the first for what is none."""
    known = raw.isascii() and raw.isdigit() and len(raw) <= len(str(LAST_PAGE))
    return min(max(1, int(raw)), LAST_PAGE) if known else 1
