"""The Medical Advisory Board, and the page of one member."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from articles.models.member import Member
from articles.models.publication import Publication
from articles.reader.caching import public_page
from articles.reader.views.listing import PER_PAGE


@public_page
def board(request: HttpRequest) -> HttpResponse:
    """Show everybody who has signed what was published: who is on the board, and who was."""
    members = list(Member.objects.all())
    context = {
        "current": [member for member in members if member.is_current],
        "former": [member for member in members if not member.is_current],
    }
    return render(request, "reader/board.html", context)


@public_page
def member(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show a member: credentials, seats, interests, and what stands with their signature."""
    found = get_object_or_404(Member, uid=uid)
    signed = Publication.objects.listed().filter(members=found)
    try:
        page = Paginator(signed, PER_PAGE).page(request.GET.get("page", "1"))
    except InvalidPage as error:
        raise Http404("There is no such page of the list.") from error
    return render(request, "reader/member.html", {"member": found, "page": page})
