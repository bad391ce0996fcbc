"""The page of an article's pictures."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import images
from articles.models import Article, Image
from tests.articles import pictures
from tests.editorial.authoring.forms import edit_form
from tests.factories import Cast, add_picture, draft, illustrate, illustrated, uploaded
from tests.refusals import nothing_written


@pytest.fixture
def article(cast: Cast, client: Client) -> Article:
    client.force_login(cast.author)
    return draft(cast)


def address(article: Article) -> str:
    return reverse("write:images", args=[article.slug])


def test_picture_is_added_shown_and_offered_to_copy(client: Client, article: Article) -> None:
    upload = uploaded(pictures.photograph(), "<b>kidney.jpg")
    response = client.post(address(article), {"image": upload}, follow=True)
    image = Image.objects.get()
    page = response.content.decode()

    assert response.redirect_chain == [(f"{address(article)}#image-{image.pk}", 302)]
    assert f'src="/images/{image.digest}.jpeg"' in page
    assert f"![](image:{image.digest})" in page
    assert "&lt;b&gt;kidney.jpg" in page
    assert "Not in the text" in page


def test_picture_stands_in_the_preview_and_is_called_used(
    client: Client, cast: Cast, article: Article
) -> None:
    image = add_picture(cast, article)
    illustrate(cast, article, image)
    shown = f'<img src="/images/{image.digest}.png" alt="A kidney"'

    assert shown in client.get(reverse("write:edit", args=[article.slug])).content.decode()
    assert "Not in the text" not in client.get(address(article)).content.decode()


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (pictures.SVG, "SVG pictures can&#x27;t be added"),
        (pictures.GIF_SCRIPT, "Only PNG, JPEG and WebP pictures can be added"),
        (pictures.bomb_png(), images.WIDE),
        (b"", "Choose a file."),
    ],
)
def test_other_files_are_refused_in_words(
    client: Client, article: Article, raw: bytes, sentence: str
) -> None:
    data = {"image": uploaded(raw)} if raw else {}
    with nothing_written():
        response = client.post(address(article), data)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert "<title>Error:" in response.content.decode()


def test_same_picture_again_is_said_to_be_there(
    client: Client, cast: Cast, article: Article
) -> None:
    add_picture(cast, article)
    with nothing_written():
        response = client.post(
            address(article), {"image": uploaded(pictures.picture())}, follow=True
        )

    assert b"This article has that picture already." in response.content


def test_number_of_queries_does_not_grow(client: Client, cast: Cast, article: Article) -> None:
    counts = []
    for colours in (["red"], ["green", "blue"]):
        for colour in colours:
            add_picture(cast, article, colour=colour)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address(article)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 6


def test_picture_without_words_keeps_a_text_from_being_submitted(
    client: Client, cast: Cast
) -> None:
    article, image = illustrated(cast)
    client.force_login(cast.author)
    illustrate(cast, article, image, words="")
    page = client.get(reverse("write:submit", args=[article.slug])).content.decode()

    assert "has no description: say in words what it shows" in page


def test_picture_of_another_article_keeps_a_text_from_being_submitted(
    client: Client, cast: Cast, article: Article
) -> None:
    _, image = illustrated(cast, title="Another")
    illustrate(cast, article, image)
    page = client.get(reverse("write:submit", args=[article.slug])).content.decode()

    assert f"image:{image.digest[:12]}… is none of this article" in page


def test_saving_the_text_keeps_the_picture_in_it(client: Client, cast: Cast) -> None:
    article, image = illustrated(cast)
    client.force_login(cast.author)
    client.post(reverse("write:edit", args=[article.slug]), edit_form(client, article))
    article.refresh_from_db()

    assert f"![A kidney](image:{image.digest})" in article.clinician_text


def test_picture_is_removed_after_a_question(client: Client, cast: Cast, article: Article) -> None:
    image = add_picture(cast, article)
    remove = reverse("write:remove-image", args=[article.slug, image.pk])
    assert remove in client.get(address(article)).content.decode()
    with nothing_written():
        assert b"Remove this picture?" in client.get(remove).content
    page = client.post(remove, follow=True)
    assert page.redirect_chain == [(address(article), 302)]
    assert b"The picture is removed." in page.content
    assert client.get(remove).status_code == 404


def test_picture_in_the_text_is_kept_and_the_page_says_why(client: Client, cast: Cast) -> None:
    article, image = illustrated(cast)
    client.force_login(cast.author)
    remove = reverse("write:remove-image", args=[article.slug, image.pk])
    page = client.get(remove).content.decode()
    assert "take its line out of the text first" in page
    assert '<form method="post" class="actions"' not in page
    with nothing_written():
        assert client.post(remove).status_code == 422
