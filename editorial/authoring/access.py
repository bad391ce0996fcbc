"""Who gets into the authors' rooms."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.models import User
from articles.models import Article
from editorial import policies
from editorial.authoring.selectors import articles_of
from editorial.authoring.sending_again import is_navigation, sent_back

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def author_required(view: View[P]) -> View[P]:
    """Ask for sign-in; answer who is no author with a page (403) that says why.

    Who was signed out while they were writing gets back what they sent.
    """

    @wraps(view)
    def open_to_all(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        is_lost = request.method == "POST" and not request.user.is_authenticated
        if is_lost and is_navigation(request):
            return sent_back(request)
        return login_required(guarded)(request, *args, **kwargs)

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        reasons = policies.against_creating(request.user)
        if reasons:
            return render(request, "authoring/not_an_author.html", {"reasons": reasons}, status=403)
        response = view(request, *args, **kwargs)
        # A draft must not come back from a shared computer's cache after its author signed out.
        response.headers["Cache-Control"] = "no-store"
        return response

    return cast("View[P]", open_to_all)


def signed_in(request: HttpRequest) -> User:
    """Return the person behind a request that ``author_required`` let through."""
    return cast("User", request.user)


def my_article_or_404(request: HttpRequest, slug: str) -> Article:
    """Return the article if the person is among its authors; who is not can't tell it exists."""
    return get_object_or_404(articles_of(signed_in(request)), slug=slug)
