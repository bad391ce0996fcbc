"""Who gets into each of the authors' rooms, and that a refusal writes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from articles.models import Article
from articles.services.working_copy import RESERVED_SLUGS
from editorial.authoring.urls import urlpatterns
from tests.factories import Cast, draft, illustrated, submitted
from tests.plugins.stage import scene
from tests.refusals import nothing_written


@dataclass(frozen=True)
class Room:
    """A view, the method that people use it by, and whether it is about an article."""

    name: str
    method: str = "get"
    of_article: bool = True
    of_save: bool = False
    of_image: bool = False
    more: tuple[object, ...] = ()

    def url(self, article: Article) -> str:
        args: list[object] = [article.slug] if self.of_article else []
        if self.of_save:
            args.append(article.history.latest().history_id)
        if self.of_image:
            args.append(article.images.get().pk)
        return reverse(f"write:{self.name}", args=[*args, *self.more])


ROOMS = [
    Room("list", of_article=False),
    Room("new", of_article=False),
    Room("new", "post", of_article=False),
    Room("import-new", of_article=False),
    Room("import-new", "post", of_article=False),
    Room("article"),
    Room("authors"),
    Room("approve-text", "post"),
    Room("contribution", "post"),
    Room("corresponding-author", "post"),
    Room("invite-author", "post"),
    Room("leave-authors", "post"),
    Room("move-author", "post"),
    Room("import"),
    Room("import", "post"),
    Room("remarks"),
    Room("remarks", "post"),
    Room("edit"),
    Room("edit", "post"),
    Room("paste", "post", of_article=False),
    Room("preview-new", "post", of_article=False),
    Room("preview", "post"),
    Room("autosave", "post"),
    Room("responsibility"),
    Room("responsibility", "post"),
    Room("submit"),
    Room("submit", "post"),
    Room("withdraw"),
    Room("withdraw", "post"),
    Room("revision-file", more=(1, "json")),
    Room("images"),
    Room("images", "post"),
    Room("remove-image", of_image=True),
    Room("remove-image", "post", of_image=True),
    Room("compare"),
    Room("name", "post", of_save=True),
    Room("history"),
    Room("save", of_save=True),
    Room("restore", "post", of_save=True),
]

#: Forms that name what they are about.
NAMES_SOMETHING = {"corresponding-author", "move-author", "remarks"}


@scene
def article(cast: Cast) -> Article:
    """An article with a picture, of the author and the co-author, with an open submission."""
    return submitted(cast, illustrated(cast)[0]).article


def ask(client: Client, room: Room, article: Article) -> HttpResponse:
    method: Callable[[str], HttpResponse] = getattr(client, room.method)
    return method(room.url(article))


def test_every_view_is_in_the_table() -> None:
    assert {pattern.name for pattern in urlpatterns} == {room.name for room in ROOMS}


def test_addresses_beside_articles_are_reserved() -> None:
    words = {str(pattern.pattern).split("/")[0] for pattern in urlpatterns}
    assert {word for word in words if word and not word.startswith("<")} <= RESERVED_SLUGS


def test_signed_out_is_asked_to_sign_in(client: Client, article: Article) -> None:
    for room in ROOMS:
        with nothing_written():
            response = ask(client, room, article)
        assert response.status_code == 302, room
        assert response["Location"].startswith(reverse("account_login")), room


@pytest.mark.parametrize("who", ["editor", "board_one", "admin"])
def test_who_is_no_author_is_told_so(
    client: Client, cast: Cast, article: Article, who: str
) -> None:
    client.force_login(getattr(cast, who))
    for room in ROOMS:
        with nothing_written():
            response = ask(client, room, article)
        assert response.status_code == 403, room
        assert b"These rooms are for authors" in response.content
        assert article.title.encode() not in response.content


def test_another_author_cannot_tell_it_exists(client: Client, cast: Cast, article: Article) -> None:
    client.force_login(cast.outsider)
    for room in ROOMS:
        if room.of_article:
            with nothing_written():
                assert ask(client, room, article).status_code == 404, room


@pytest.mark.parametrize("who", ["author", "coauthor"])
def test_both_authors_come_in_and_looking_writes_nothing(
    client: Client, cast: Cast, article: Article, who: str
) -> None:
    client.force_login(getattr(cast, who))
    for room in ROOMS:
        if room.method == "get":
            with nothing_written():
                response = ask(client, room, article)
            # A comparison of nothing with nothing is no page.
            assert response.status_code == (404 if room.name == "compare" else 200), room
        else:
            response = ask(client, room, article)
            # An empty form is no text to save: 409, as it names no save that it stands on.
            # An empty form names no remark and no co-author.
            expected = {404} if room.name in NAMES_SOMETHING else {200, 302, 409, 422}
            assert response.status_code in expected, room
        assert response.status_code == 404 or response["Cache-Control"] == "no-store", room


def test_restoring_by_get_is_refused(client: Client, cast: Cast) -> None:
    article = draft(cast)
    client.force_login(cast.author)
    room = Room("restore", of_save=True)
    with nothing_written():
        assert ask(client, room, article).status_code == 405


def test_an_article_called_new_gets_an_address_of_its_own(client: Client, cast: Cast) -> None:
    article = draft(cast, title="New")
    assert article.slug == "new-2"
    client.force_login(cast.author)
    assert client.get(reverse("write:article", args=[article.slug])).context["article"] == article
