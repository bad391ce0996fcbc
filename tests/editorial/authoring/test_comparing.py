"""Any two saves or revisions against each other, and names for saves."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article
from editorial import services
from editorial.models import NamedSave
from tests.factories import Cast, draft, submitted
from tests.refusals import nothing_written, refused


@pytest.fixture
def article(cast: Cast, client: Client) -> Article:
    """A text that was submitted and changed since, and its author signed in."""
    client.force_login(cast.author)
    article = draft(cast, title="First <b>")
    submitted(cast, article)
    services.save_article(
        acting_user=cast.coauthor, article=article, changes={"title": "Second <b>"}
    )
    return article


def compare(client: Client, article: Article, old: str, new: str) -> str:
    response = client.get(reverse("write:compare", args=[article.slug]), {"old": old, "new": new})
    assert response.status_code == 200
    return response.content.decode()


def test_revision_against_the_newest_save(client: Client, article: Article) -> None:
    newest = article.history.latest().history_id
    html = compare(client, article, f"save-{newest}", "revision-1")
    assert "Revision 1</del> against" in html
    assert '<del><span class="visually-hidden">removed: </span>First</del>' in html
    assert "&lt;" in html
    assert "Second <b>" not in html


def test_revision_against_the_save_it_was_made_of(client: Client, article: Article) -> None:
    first = article.history.earliest().history_id
    assert "Both read the same." in compare(client, article, f"save-{first}", "revision-1")


@pytest.mark.parametrize(
    "key", ["", "save-", "save-0", "revision-2", "revision-99999999999", "text-1", "save-1-1"]
)
def test_unknown_state_is_no_page(client: Client, article: Article, key: str) -> None:
    url = reverse("write:compare", args=[article.slug])
    assert client.get(url, {"old": "revision-1", "new": key}).status_code == 404


def test_state_of_another_article_is_no_page(client: Client, cast: Cast, article: Article) -> None:
    other = draft(cast, title="Another").history.latest().history_id
    url = reverse("write:compare", args=[article.slug])
    assert client.get(url, {"old": "revision-1", "new": f"save-{other}"}).status_code == 404


def test_name_marks_a_save_and_is_told(client: Client, article: Article) -> None:
    first = article.history.earliest().history_id
    for name in ("Sent to <Carl>", "Sent to <Carla>"):
        client.post(reverse("write:name", args=[article.slug, first]), {"name": name})
    assert [str(named) for named in article.named_saves.all()] == ["Sent to <Carla>"]
    record = article.records.order_by("sequence").last()
    assert (record.action, record.details["old"], record.details["new"]) == (
        "save_named",
        "Sent to <Carl>",
        "Sent to <Carla>",
    )
    html = client.get(reverse("write:history", args=[article.slug])).content.decode()
    assert '<span class="tag">Sent to &lt;Carla&gt;</span>' in html
    html = client.get(reverse("write:article", args=[article.slug])).content.decode()
    assert "Anna Author, MD gave a save a name." in html


@pytest.mark.parametrize("name", ["", "  ", "a" * 81, "\u202e"])
def test_no_name_is_refused(client: Client, article: Article, name: str) -> None:
    first = article.history.earliest().history_id
    with nothing_written():
        client.post(reverse("write:name", args=[article.slug, first]), {"name": name})


def test_same_name_again_writes_nothing(cast: Cast, article: Article) -> None:
    number = article.history.earliest().history_id
    for _ in range(2):
        services.name_save(
            acting_user=cast.author, article=article, save_number=number, name="Once"
        )
    assert NamedSave.objects.count() == 1
    assert article.records.filter(action="save_named").count() == 1


@pytest.mark.parametrize("who", ["outsider", "editor", "board_one", "admin"])
def test_only_authors_name_saves(cast: Cast, article: Article, who: str) -> None:
    number = article.history.latest().history_id
    with refused():
        services.name_save(
            acting_user=getattr(cast, who), article=article, save_number=number, name="Mine"
        )
