"""The byline: who stands in it, in which order, and what each author confirms for themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.errors import ConflictError, RefusedError
from accounts.models import User
from articles.models import Article
from editorial import services
from editorial.authoring.access import author_required, my_article_or_404, signed_in
from editorial.authoring.crediting import credit_of, statement_form
from editorial.authoring.crediting_forms import InviteForm, StatementForm
from editorial.authoring.forms import add_service_errors
from editorial.authoring.selectors import newest_save, save_number
from editorial.authoring.writing_forms import problems_of
from editorial.services.previewing import preview_article


@author_required
@require_safe
def authors(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the byline with everybody's confirmations, one's own form, and the text to approve."""
    return _page(request, my_article_or_404(request, slug))


@author_required
@require_POST
def contribution(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep what the person says of their own part."""
    article, form = my_article_or_404(request, slug), StatementForm(request.POST)
    said = "Your part in this article is noted."
    done = _take(request, article, form, services.set_contribution, said)
    return done or _page(request, article, form=form)


@author_required
@require_POST
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Invite a co-author. What is said afterwards is the same whoever has an account."""
    article, form = my_article_or_404(request, slug), InviteForm(request.POST)
    said = (
        "The invitation is on its way. Who is an author here is in the byline now; for anybody else"
        " the administrators were asked for an account."
    )
    done = _take(request, article, form, services.invite_coauthor, said)
    return done or _page(request, article, invitation=form)


@author_required
@require_POST
def approve(request: HttpRequest, slug: str) -> HttpResponse:
    """Note that the person approves the text that the page showed."""
    return _do(
        request,
        my_article_or_404(request, slug),
        services.approve_final_text,
        "You have approved the text as it is now.",
        digest=request.POST.get("digest", ""),
    )


@author_required
@require_POST
def corresponding(request: HttpRequest, slug: str) -> HttpResponse:
    """Make one of the authors the corresponding author."""
    article = my_article_or_404(request, slug)
    author = _author_or_404(request, article)
    said = f"{author.printed_name} is the corresponding author."
    return _do(request, article, services.set_corresponding_author, said, author=author)


@author_required
@require_POST
def move(request: HttpRequest, slug: str) -> HttpResponse:
    """Move an author one place up or down in the byline."""
    article = my_article_or_404(request, slug)
    author = _author_or_404(request, article)
    byline = [person for person in article.ordered_authors if person != author]
    place = article.ordered_authors.index(author)
    byline.insert(max(place - 1, 0) if request.POST.get("way") == "up" else place + 1, author)
    seen = save_number(request.POST.get("seen_save", ""))
    details = {"changes": {}, "authors": byline, "seen_save": seen}
    try:
        return _do(request, article, services.save_article, "", **details)
    except ValidationError as error:
        return _refused(request, article, RefusedError(error.messages))


@author_required
@require_POST
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the person off the byline, as they ask for themselves."""
    user, article = signed_in(request), my_article_or_404(request, slug)
    if "sure" not in request.POST:
        messages.warning(request, "Tick that you want to leave. You are still among the authors.")
        return redirect("write:authors", slug)
    others = [person for person in article.ordered_authors if person != user]
    seen = save_number(request.POST.get("seen_save", ""))
    try:
        services.save_article(
            acting_user=user, article=article, changes={}, authors=others, seen_save=seen
        )
    except RefusedError as error:
        return _refused(request, article, error)
    except ValidationError as error:
        return _refused(request, article, RefusedError(error.messages))
    messages.success(request, f"You are no longer among the authors of “{article.title}”.")
    return redirect("write:list")


def _take(
    request: HttpRequest,
    article: Article,
    form: Form,
    service: Callable[..., object],
    said: str,
) -> HttpResponse | None:
    """Let the service do what a form asks; return None where either finds the form wrong."""
    if form.is_valid():
        try:
            return _do(request, article, service, said, **form.cleaned_data)
        except ValidationError as error:
            add_service_errors(form, error)
    return None


def _do(
    request: HttpRequest,
    article: Article,
    service: Callable[..., object],
    said: str,
    **details: Any,
) -> HttpResponse:
    """Let the service do it, and say so where there is something to say; or why it was refused."""
    try:
        service(acting_user=signed_in(request), article=article, **details)
    except RefusedError as error:
        return _refused(request, article, error)
    if said:
        messages.success(request, said)
    return redirect("write:authors", article.slug)


def _refused(request: HttpRequest, article: Article, error: RefusedError) -> HttpResponse:
    """Say why nothing was done, on the page as it is now."""
    tell = messages.warning if isinstance(error, ConflictError) else messages.error
    for reason in error.reasons:
        tell(request, reason)
    return redirect("write:authors", article.slug)


def _author_or_404(request: HttpRequest, article: Article) -> User:
    """Return the author of the byline whom the posted identifier names."""
    known = {str(person.uid): person for person in article.ordered_authors}
    lines = article.authorships.select_related("user")
    person = known.get(request.POST.get("author", ""))
    return get_object_or_404(lines, user=person).user


def _page(
    request: HttpRequest,
    article: Article,
    form: StatementForm | None = None,
    invitation: InviteForm | None = None,
) -> HttpResponse:
    user = signed_in(request)
    preview = preview_article(acting_user=user, article=article)
    credit = credit_of(article, preview, user)
    form, invitation = form or statement_form(credit.own.stated), invitation or InviteForm()
    context: dict[str, Any] = {
        "article": article,
        "credit": credit,
        "form": form,
        "invitation": invitation,
        "problems": [*problems_of(form), *problems_of(invitation)],
        "preview": preview,
        "seen_save": newest_save(article).history_id,
    }
    return render(request, "authoring/authors.html", context)
