"""What is typed is saved by itself, and never over anybody's text."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article
from editorial import services
from tests.editorial.authoring.forms import edit_form
from tests.factories import Cast, draft
from tests.refusals import nothing_written

#: Session, person, roles, article; the rows' references; lock, authorship, newest save; text, its
#: history, the last record, the new one.
QUERIES = 12

SENTENCE = "Start an SGLT2 inhibitor in adults with diabetic kidney disease and check the eGFR.[1] "
LONG = "\n\n".join(f"## Part {n}\n\n{SENTENCE * 15}" for n in range(15))


@pytest.fixture
def article(cast: Cast, client: Client) -> Article:
    """A draft, and its author signed in."""
    client.force_login(cast.author)
    return draft(cast)


def autosave(client: Client, article: Article, data: dict[str, Any]) -> Any:
    return client.post(reverse("write:autosave", args=[article.slug]), data)


def test_text_is_saved_and_numbered(client: Client, cast: Cast, article: Article) -> None:
    response = autosave(client, article, edit_form(client, article, title="Typed"))
    assert response.status_code == 200
    newest = article.history.latest()
    assert response.json()["save"] == newest.history_id
    assert (newest.title, newest.history_user) == ("Typed", cast.author)


def test_long_article_takes_few_queries(client: Client, article: Article) -> None:
    assert len(LONG.split()) > 3000
    data = edit_form(client, article, clinician_text=LONG)
    with CaptureQueriesContext(connection) as captured:
        assert autosave(client, article, data).status_code == 200
    # BEGIN and COMMIT, which are savepoints in a test, ask for nothing.
    asked = [query["sql"][:90] for query in captured if "SAVEPOINT" not in query["sql"]]
    assert len(asked) == QUERIES, "\n".join(asked)


def test_unchanged_text_is_not_saved_again(client: Client, article: Article) -> None:
    data = edit_form(client, article)
    with nothing_written():
        response = autosave(client, article, data)
    assert str(response.json()["save"]) == str(data["seen_save"])


def test_text_of_another_tab_is_not_overwritten(
    client: Client, cast: Cast, article: Article
) -> None:
    mine = edit_form(client, article, title="Mine")
    services.save_article(acting_user=cast.coauthor, article=article, changes={"title": "Theirs"})
    with nothing_written():
        response = autosave(client, article, mine)
    assert response.status_code == 409
    assert "Carl Coauthor, MD saved this article" in response.json()["reasons"][0]


def test_save_whose_answer_got_lost_is_no_conflict_with_oneself(
    client: Client, article: Article
) -> None:
    data = edit_form(client, article, title="Mine")
    save = autosave(client, article, data).json()["save"]
    with nothing_written():
        response = autosave(client, article, data)
        again = client.post(reverse("write:edit", args=[article.slug]), data)
    assert (response.status_code, response.json()["save"]) == (200, save)
    assert again.status_code == 302


@pytest.mark.parametrize("seen", ["", "x", "-3"])
def test_text_that_stands_on_no_save_is_refused(
    client: Client, article: Article, seen: str
) -> None:
    with nothing_written():
        response = autosave(client, article, edit_form(client, article, title="A", seen_save=seen))
    assert response.status_code in {409, 422}


def test_text_without_a_title_is_refused_in_words(client: Client, article: Article) -> None:
    with nothing_written():
        response = autosave(client, article, edit_form(client, article, title=""))
    assert response.status_code == 422
    assert response.json()["reasons"] == ["Title: This field is required."]


def test_byline_waits_for_a_deliberate_save(client: Client, cast: Cast, article: Article) -> None:
    autosave(client, article, edit_form(client, article, title="A", authors=cast.author.email))
    article.refresh_from_db()
    assert article.title == "A"
    assert article.authorships.count() == 2


def test_another_specialty_is_saved(client: Client, cast: Cast, article: Article) -> None:
    autosave(client, article, edit_form(client, article, specialty=cast.elsewhere.pk))
    article.refresh_from_db()
    assert article.specialty == cast.elsewhere


def test_new_reference_survives_many_autosaves_and_the_save(
    client: Client, article: Article
) -> None:
    data = edit_form(client, article, **{"references-2-title": "A third source"})
    for text in ("One.[3]", "Two.[3]", "Three.[3]"):
        response = autosave(client, article, data | {"clinician_text": text})
        data["seen_save"] = response.json()["save"]
    client.post(reverse("write:edit", args=[article.slug]), data | {"clinician_text": "Four.[3]"})
    article.refresh_from_db()
    assert [item["id"] for item in article.references] == ["1", "2", "3"]
    assert article.references[2]["title"] == "A third source"
    assert article.clinician_text == "Four.[3]"
