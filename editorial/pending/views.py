"""The page of a text that is under review."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control

from articles.methods import read_only
from articles.models import Publication
from editorial.models import Submission
from editorial.policies import may_read_pending
from editorial.previews import link_by_token

Arguments = ParamSpec("Arguments")
Answering = Callable[Concatenate[HttpRequest, Arguments], HttpResponse]


def out_of_sight(view: Answering[Arguments]) -> Answering[Arguments]:
    """Keep every answer out of caches and search engines, and its address out of others' logs.

    That there is nothing is said in the same words and the same headers as that there is something
    which is not for this person: the session is looked at in either case.
    """

    @wraps(view)
    def answered(
        request: HttpRequest, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponse:
        _ = request.user.is_authenticated  # so that "Vary: Cookie" tells nothing
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            response = render(request, "404.html", status=404)
        patch_cache_control(response, no_store=True, private=True)
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return answered


@read_only
@out_of_sight
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
        return _page(request, submission, published)
    if published:
        return redirect("reader:article", slug)
    raise Http404("There is nothing to read at this address.")


@read_only
@out_of_sight
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
        return _page(request, submission, published, token)
    if submission.publication_id and published:
        return redirect("reader:article", published.slug)
    return _gone(request)


@read_only
@out_of_sight
def with_slash(request: HttpRequest, **where: str) -> HttpResponse:
    """Lead an address without its final slash to the one with it, whatever is there."""
    return redirect(f"{request.path}/", permanent=True)


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "pending/gone.html", status=404)


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
