"""Who gets the file of a picture, in every state of the text that shows it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from articles.image_files import image_path
from articles.models import Article, Image
from editorial import services
from editorial.previews import address_of
from tests.factories import (
    Cast,
    accept,
    add_picture,
    assign,
    declined,
    draft,
    illustrate,
    illustrated,
    published,
    retracted,
    submitted,
)
from tests.refusals import nothing_written

pytestmark = pytest.mark.django_db

WHO = ("reader", "outsider", "author", "coauthor", "editor", "admin", "board_one", "board_two")
AUTHORS = {"author", "coauthor"}
HOUSE = {"author", "coauthor", "editor", "admin"}
EVERYBODY = set(WHO)


def _one_agreed(cast: Cast, article: Article) -> None:
    submission = submitted(cast, article)
    accept(assign(cast, submission, cast.board_one))
    assign(cast, submission, cast.board_two)
    services.begin_review(acting_user=cast.editor, submission=submission)


def _open_to_all(cast: Cast, article: Article) -> None:
    services.grant_early_access(acting_user=cast.editor, submission=submitted(cast, article))


def _unused(cast: Cast, article: Article) -> None:
    """Submit the text without the picture, which only the working copy's authors have then."""
    services.save_article(
        acting_user=cast.author, article=article, changes={"clinician_text": "Nothing to see."}
    )
    _one_agreed(cast, article)


def _superseded(cast: Cast, article: Article) -> None:
    published(cast, article)
    services.save_article(
        acting_user=cast.author, article=article, changes={"clinician_text": "Something new."}
    )
    published(cast, article)


def _removed(cast: Cast, article: Article) -> None:
    _superseded(cast, article)
    services.retract_publication(
        acting_user=cast.editor,
        publication=article.publications.live().get(),
        reason="Dangerous.",
        remove_text=True,
    )


STATES: dict[str, tuple[Callable[[Cast, Article], object], set[str]]] = {
    "draft": (lambda cast, article: None, AUTHORS),
    "submitted": (submitted, HOUSE),
    "under review": (_one_agreed, HOUSE | {"board_one"}),
    "under review, not in the text": (_unused, AUTHORS),
    "declined": (declined, HOUSE),
    "open to the public": (_open_to_all, EVERYBODY),
    "published": (published, EVERYBODY),
    "superseded": (_superseded, EVERYBODY),
    "retracted": (retracted, EVERYBODY),
    "removed": (_removed, HOUSE | {"board_one", "board_two"}),
}


def client_of(cast: Cast, who: str) -> Client:
    client, person = Client(), getattr(cast, who)
    if person.is_authenticated:
        client.force_login(person)
    return client


def address(image: Image) -> str:
    return reverse("image", args=[image.digest, image.kind])


@pytest.mark.parametrize("state", STATES)
def test_everybody_gets_what_they_may(cast: Cast, state: str) -> None:
    prepare, expected = STATES[state]
    article, image = illustrated(cast)
    prepare(cast, article)
    clients = {who: client_of(cast, who) for who in WHO}
    with nothing_written():
        answers = {who: client.get(address(image)) for who, client in clients.items()}
    assert {who for who, answer in answers.items() if answer.status_code == 200} == expected
    for who, answer in answers.items():
        if who in expected:
            body = b"".join(answer.streaming_content)
            assert body == image_path(image.digest, image.kind).read_bytes()
            assert answer["X-Content-Type-Options"] == "nosniff"
            assert answer["Content-Type"] == "image/png"
            assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
            assert answer["Content-Disposition"] == "inline"
        else:
            assert answer.status_code == 404
            assert not answer.streaming
    public = expected == EVERYBODY and state != "open to the public"
    control = answers["author"]["Cache-Control"]
    assert ("public" in control, "no-store" in control) == (public, not public)


def test_public_picture_is_the_same_for_all_and_may_be_cached(cast: Cast) -> None:
    article, image = illustrated(cast)
    published(cast, article)
    client = client_of(cast, "author")
    answer = client.get(address(image))
    assert b"".join(answer.streaming_content)

    assert answer["Cache-Control"] == "public, max-age=86400, immutable"
    assert "Cookie" not in answer.get("Vary", "")
    again = client.get(address(image), headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304
    assert client.post(address(image)).status_code == 405


def test_picture_of_one_article_does_not_open_that_of_another(cast: Cast) -> None:
    """The same bytes lie once on the disk; who may see them is asked of each article."""
    _, image = illustrated(cast)
    other = services.create_article(
        acting_user=cast.outsider,
        changes={"title": "Mine", "question": "?", "specialty": cast.specialty},
    )
    assert client_of(cast, "outsider").get(address(image)).status_code == 404
    services.save_article(
        acting_user=cast.outsider,
        article=other,
        changes={"clinician_text": f"![x](image:{image.digest})"},
    )
    assert client_of(cast, "outsider").get(address(image)).status_code == 404


def test_next_picture_of_a_published_article_waits_for_its_text(cast: Cast) -> None:
    article, _ = illustrated(cast)
    published(cast, article)
    pending = add_picture(cast, article, colour="red")
    _one_agreed(cast, illustrate(cast, article, pending))

    assert client_of(cast, "reader").get(address(pending)).status_code == 404
    assert client_of(cast, "board_two").get(address(pending)).status_code == 404
    answer = client_of(cast, "board_one").get(address(pending))
    assert b"".join(answer.streaming_content)
    assert answer.status_code == 200


def test_link_to_a_pending_text_shows_its_pictures_and_no_others(cast: Cast) -> None:
    article, image = illustrated(cast)
    unused = add_picture(cast, article, colour="red")
    submission = submitted(cast, article)
    link = services.make_preview_link(acting_user=cast.editor, submission=submission)
    opened = reverse("preview", args=[address_of(link).split("/")[-2]])
    reader = Client()
    shown = f"{opened}{image.digest}.png"
    assert f'<img src="{shown}" alt="A kidney"' in reader.get(opened).content.decode()
    answer = reader.get(shown)
    assert b"".join(answer.streaming_content) == image_path(image.digest, "png").read_bytes()
    assert answer["Cache-Control"] == "private, no-store"
    for wrong in (f"{opened}{unused.digest}.png", shown.replace(".png", ".jpeg"), address(image)):
        assert reader.get(wrong).status_code == 404
    assert reader.get(shown.replace(opened, "/preview/forged/")).status_code == 404
    services.revoke_preview_links(acting_user=cast.editor, submission=submission)
    assert reader.get(shown).status_code == 404


@pytest.mark.parametrize(
    "path", ["x.png", "{digest}.gif", "{digest}.jpeg", "../{digest}.png", "{digest}.png/"]
)
def test_other_addresses_are_nothing(cast: Cast, path: str) -> None:
    _, image = illustrated(cast)
    asked = "/images/" + path.format(digest=image.digest)

    assert client_of(cast, "author").get(asked).status_code == 404


def test_row_without_its_file_is_nothing(cast: Cast, settings, tmp_path) -> None:
    settings.MEDIA_DIR = tmp_path
    article = draft(cast)
    image = add_picture(cast, article)
    image_path(image.digest, image.kind).unlink()

    assert client_of(cast, "author").get(address(image)).status_code == 404
