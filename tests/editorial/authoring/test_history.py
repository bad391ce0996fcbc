"""Every save: listed, compared, restored."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article
from editorial import services
from tests.factories import Cast, draft, under_review
from tests.refusals import nothing_written


@pytest.fixture
def article(cast: Cast, client: Client) -> Article:
    """A draft that was saved twice after its start, and its author signed in."""
    client.force_login(cast.author)
    article = draft(cast, title="First")
    for title, who in (("Second", cast.coauthor), ("Third <script>", cast.author)):
        services.save_article(acting_user=who, article=article, changes={"title": title})
    return article


def test_list_says_who_changed_what(client: Client, article: Article) -> None:
    response = client.get(reverse("write:history", args=[article.slug]))
    found = [(str(save.history_user), labels) for save, labels, _, _ in response.context["lines"]]
    assert found == [
        ("Anna Author, MD", ["Title"]),
        ("Carl Coauthor, MD", ["Title"]),
        ("Anna Author, MD", []),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(
    client: Client, cast: Cast, count: int, django_assert_num_queries: object
) -> None:
    article = draft(cast)
    for number in range(1, count):
        services.save_article(
            acting_user=cast.author, article=article, changes={"title": f"Title {number}"}
        )
    client.force_login(cast.author)
    url = reverse("write:history", args=[article.slug])
    # Session, person, roles; the article; count and saves; names and revisions.
    with django_assert_num_queries(9):  # type: ignore[operator]
        response = client.get(url)
    assert len(response.context["lines"]) == count


def test_save_shows_its_difference_escaped(client: Client, article: Article) -> None:
    save = article.history.latest()
    html = client.get(reverse("write:save", args=[article.slug, save.history_id])).content.decode()
    assert '<del><span class="visually-hidden">removed: </span>Second</del>' in html
    assert "Third &lt;script&gt;" in html
    assert "Third <script>" not in html


def test_save_of_another_article_is_unknown(client: Client, cast: Cast, article: Article) -> None:
    other = draft(cast, title="Another").history.latest().history_id
    for name, method in (("save", client.get), ("restore", client.post)):
        with nothing_written():
            response = method(reverse(f"write:{name}", args=[article.slug, other]))
        assert response.status_code == 404


def test_restore_is_a_new_save(client: Client, article: Article) -> None:
    first, newest = article.history.earliest(), article.history.latest()
    url = reverse("write:restore", args=[article.slug, first.history_id])
    response = client.post(url, {"seen_save": newest.history_id}, follow=True)
    assert "Restored, as a new save. Nothing was lost." in response.content.decode()
    titles = article.history.order_by("history_id").values_list("title", flat=True)
    assert list(titles) == ["First", "Second", "Third <script>", "First"]


@pytest.mark.parametrize("seen", ["", "x", "1", "99999999999999999999"])
def test_restore_on_top_of_an_unseen_save_is_refused(
    client: Client, article: Article, seen: str
) -> None:
    first = article.history.earliest()
    with nothing_written():
        response = client.post(
            reverse("write:restore", args=[article.slug, first.history_id]), {"seen_save": seen}
        )
    assert response.status_code == 302


def test_restore_leaves_what_is_under_review(client: Client, cast: Cast) -> None:
    article = draft(cast, title="Before")
    services.save_article(acting_user=cast.author, article=article, changes={"title": "Frozen"})
    submission = under_review(cast, article)
    client.force_login(cast.author)
    first, newest = article.history.earliest(), article.history.latest()
    url = reverse("write:restore", args=[article.slug, first.history_id])
    client.post(url, {"seen_save": newest.history_id})
    article.refresh_from_db()
    submission = type(submission).objects.get(pk=submission.pk)
    assert article.title == "Before"
    assert (submission.state, submission.revision.title) == ("under_review", "Frozen")
