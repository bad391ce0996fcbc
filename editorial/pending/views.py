"""The page of a text that is under review."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control

from articles.methods import read_only
from articles.models import Publication
from editorial.models import Submission
from editorial.policies import may_read_pending
from editorial.previews import link_by_token


@read_only
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the pending revision to who may read it; lead everybody else to what is published.

    Whether something is pending is nobody else's business: without leave, the answer is the same
    as if there were nothing. Raises Http404 where nothing is published either.
    """
    published = Publication.objects.standing(slug).first()
    submission = (
        Submission.objects.open()
        .filter(article__slug=slug)
        .select_related("article", "revision")
        .first()
    )
    person = request.user
    if submission and may_read_pending(person, submission):
        response = _page(request, submission, published)
    elif published:
        response = redirect("reader:article", slug)
    else:
        raise Http404("There is nothing to read at this address.")
    return _kept_out_of_sight(response)


@read_only
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """Show the pending revision to who has a link that holds.

    Any other token is answered in the same words, whether there ever was such a link or not. Once
    the text is approved the link leads to the article.
    """
    link = link_by_token(token)
    if link is None:
        return _gone(request)
    submission = link.submission
    published = Publication.objects.standing(submission.article.slug).first()
    if submission.is_open:
        response = _page(request, submission, published, token)
    elif submission.publication_id and published:
        response = redirect("reader:article", published.slug)
    else:
        return _gone(request)
    return _kept_out_of_sight(response)


def _gone(request: HttpRequest) -> HttpResponse:
    return _kept_out_of_sight(render(request, "pending/gone.html", status=404))


def _page(
    request: HttpRequest, submission: Submission, published: Publication | None, token: str = ""
) -> HttpResponse:
    context = {
        "submission": submission,
        "revision": submission.revision,
        "document": submission.revision.document,
        "published": published,
        "token": token,
    }
    return render(request, "pending/article.html", context)


def _kept_out_of_sight(response: HttpResponse) -> HttpResponse:
    """Keep a page out of caches and search engines, and its address out of other sites' logs."""
    patch_cache_control(response, no_store=True, private=True)
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "no-referrer"
    return response
