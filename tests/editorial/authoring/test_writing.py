"""Start an article, edit it, preview it; two people at once."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article
from editorial import services
from editorial.models import Record
from tests.editorial.authoring.forms import edit_form
from tests.factories import Cast, draft
from tests.refusals import nothing_written

NEW = reverse("write:new")


@pytest.fixture
def article(cast: Cast, client: Client) -> Article:
    """A draft, and its author signed in."""
    client.force_login(cast.author)
    return draft(cast)


def new_form(cast: Cast, **typed: Any) -> dict[str, Any]:
    return {
        "question": "Who is asked?",
        "title": "A first text",
        "specialty": cast.specialty.pk,
        "kind": "general",
        "authors": "",
        "clinician_text": "## One\n\nText.",
        "ai_use": "none",
        "disclaimer": "Mind.",
        "references-TOTAL_FORMS": "1",
        "references-INITIAL_FORMS": "0",
        "references-0-type": "article-journal",
        "references-0-title": "A source",
        "references-0-year": "2024",
        **typed,
    }


def test_new_article_is_the_persons_own(client: Client, cast: Cast) -> None:
    client.force_login(cast.author)
    response = client.post(NEW, new_form(cast, authors=f"{cast.coauthor.email}\n"))
    article = Article.objects.get()
    assert response["Location"] == f"{reverse('write:edit', args=[article.slug])}?saved=1"
    assert article.ordered_authors == [cast.author, cast.coauthor]
    assert [item["title"] for item in article.references] == ["A source"]
    assert article.history.latest().history_user == cast.author
    assert [record.action for record in article.records.all()] == ["created"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title": ""}, "Title: This field is required."),
        ({"authors": "nobody@example.test"}, "nobody@example.test is not an author here."),
        ({"csl_json": "{"}, "This is not CSL-JSON"),
        ({"references-0-doi": "doi:x"}, "DOI"),
        ({"references-TOTAL_FORMS": "x"}, "ManagementForm"),
    ],
)
def test_wrong_input_is_said_and_writes_nothing(
    client: Client, cast: Cast, typed: dict[str, Any], sentence: str
) -> None:
    client.force_login(cast.author)
    with nothing_written():
        response = client.post(NEW, new_form(cast, **typed))
    assert response.status_code == 200
    summary = response.content.decode().split("data-errors")[1].split("</div>")[0]
    assert sentence in summary


def test_form_that_is_sent_twice_makes_one_article(client: Client, cast: Cast) -> None:
    client.force_login(cast.author)
    key = client.get(NEW).context["form"]["form_key"].value()
    sent = new_form(cast, form_key=str(key))
    made = client.post(NEW, sent)
    with nothing_written():
        assert client.post(NEW, sent)["Location"] == made["Location"]
        # Gone back, and written on: nothing of it is dropped.
        again = client.post(NEW, {**sent, "title": "Another text"})
    html = again.content.decode()
    assert "What you sent now differs" in html
    assert "Another text" in html
    fresh = again.context["form"]["form_key"].value()
    client.post(NEW, {**sent, "title": "Another text", "form_key": fresh})
    assert [article.title for article in Article.objects.order_by("pk")] == [
        "A first text",
        "Another text",
    ]


def test_what_is_yet_to_be_said_of_a_tool_keeps_nobody_from_saving(
    client: Client, cast: Cast
) -> None:
    """It keeps them from submitting: see the checks."""
    client.force_login(cast.author)
    client.post(NEW, new_form(cast, ai_use="used"))
    article = Article.objects.get()
    data = edit_form(client, article, title="A new title")
    answer = client.post(reverse("write:autosave", args=[article.slug]), data)
    assert answer.status_code == 200
    article.refresh_from_db()
    assert (article.title, article.ai_use, article.ai_tool) == ("A new title", "used", "")
    html = client.get(reverse("write:submit", args=[article.slug])).content.decode()
    assert "Name the person who checked what the AI tool wrote." in html


def test_editor_cannot_be_told_from_nobody(client: Client, cast: Cast) -> None:
    client.force_login(cast.author)
    response = client.post(NEW, new_form(cast, authors=cast.editor.email))
    assert f"{cast.editor.email} is not an author here." in response.content.decode()


def test_save_changes_what_was_typed(client: Client, article: Article) -> None:
    data = edit_form(client, article, clinician_text="## New\n\nWords.[2]")
    response = client.post(reverse("write:edit", args=[article.slug]), data, follow=True)
    assert "Saved." in response.content.decode()
    before = article.references
    article.refresh_from_db()
    assert article.clinician_text == "## New\n\nWords.[2]"
    assert article.references == before
    assert article.records.order_by("sequence").last().details["fields"] == ["clinician_text"]


def test_unchanged_form_saves_nothing(client: Client, article: Article) -> None:
    with nothing_written():
        response = client.post(
            reverse("write:edit", args=[article.slug]), edit_form(client, article)
        )
    assert response.status_code == 302


def test_preview_writes_nothing_and_reads_as_published(client: Client, article: Article) -> None:
    data = edit_form(client, article, clinician_text="## Fresh\n\nCited.[1]", preview="1")
    with nothing_written():
        response = client.post(reverse("write:edit", args=[article.slug]), data)
    html = response.content.decode()
    assert '<h2 id="s-fresh">Fresh</h2>' in html
    assert "Educational purpose only • Exercise caution as content is pending human review" in html


def test_hidden_characters_are_told(client: Client, article: Article) -> None:
    data = edit_form(client, article, title="Safe\u202e title")
    response = client.post(reverse("write:edit", args=[article.slug]), data, follow=True)
    assert "Title: Removed 1 character that changes the reading direction." in (
        response.content.decode()
    )


def test_two_tabs_of_one_person_are_told_so(client: Client, cast: Cast, article: Article) -> None:
    mine = edit_form(client, article, title="Mine")
    services.save_article(acting_user=cast.author, article=article, changes={"title": "Mine too"})
    assert "Format valid, not looked up." in client.get(f"/write/{article.slug}/edit/").text
    html = client.post(reverse("write:edit", args=[article.slug]), mine).content.decode()
    assert "You saved this article while you were writing here, in another tab." in html
    assert "This article was saved in your name meanwhile" in html
    assert "Somebody else" not in html


def test_two_tabs_nothing_is_overwritten(client: Client, cast: Cast, article: Article) -> None:
    url = reverse("write:edit", args=[article.slug])
    mine = edit_form(client, article, title="My <b>title</b>")
    services.save_article(
        acting_user=cast.coauthor, article=article, changes={"title": "Their <i>title</i>"}
    )
    with nothing_written():
        response = client.post(url, mine)
    assert response.status_code == 409
    html = response.content.decode()
    assert "Carl Coauthor, MD saved this article while you were writing." in html
    assert "Their &lt;i&gt;title&lt;/i&gt;" in html
    assert "My &lt;b&gt;title&lt;/b&gt;</textarea>" in html
    assert "<b>title" not in html
    # Saving again without the tick is refused again; with it theirs stays in the history.
    newest = response.context["conflict"].save.history_id
    with nothing_written():
        assert client.post(url, mine | {"newest": newest}).status_code == 409
    assert client.post(url, mine | {"newest": newest, "on_top": "1"}).status_code == 302
    article.refresh_from_db()
    assert article.title == "My <b>title</b>"
    assert article.history.filter(title="Their <i>title</i>").exists()


def test_third_save_during_a_comparison_is_a_new_conflict(
    client: Client, cast: Cast, article: Article
) -> None:
    url = reverse("write:edit", args=[article.slug])
    mine = edit_form(client, article, title="Mine")
    for title in ("Theirs", "Theirs again"):
        seen = article.history.latest().history_id
        services.save_article(acting_user=cast.coauthor, article=article, changes={"title": title})
    with nothing_written():
        response = client.post(url, mine | {"newest": seen, "on_top": "1"})
    assert response.status_code == 409


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 40])
def test_made_up_save_is_never_agreed_to(client: Client, article: Article, seen: str) -> None:
    data = edit_form(client, article, title="Changed", newest=seen, on_top="1")
    with nothing_written():
        assert client.post(reverse("write:edit", args=[article.slug]), data).status_code == 409


def test_author_cannot_lose_the_article_by_a_slip(
    client: Client, cast: Cast, article: Article
) -> None:
    data = edit_form(client, article, authors=cast.coauthor.email)
    with nothing_written():
        response = client.post(reverse("write:edit", args=[article.slug]), data)
    assert "You would lose this article" in response.content.decode()
    data = edit_form(client, article, authors=cast.author.email)
    client.post(reverse("write:edit", args=[article.slug]), data)
    assert article.authorships.count() == 1
    assert Record.objects.order_by("pk").last().details["authors"] == [cast.author.email]


def test_hundred_references_are_saved_with_their_rows(client: Client, cast: Cast) -> None:
    items = [{"id": str(n), "type": "book", "title": f"Book {n}"} for n in range(1, 101)]
    text = " ".join(f"Rest.[{n}]" for n in range(1, 101))
    article = draft(cast, references=items, clinician_text=text, plain_text="")
    client.force_login(cast.author)
    data = edit_form(client, article, title="Anew")
    data |= {f"references-{n}-{name}": "" for n in range(100) for name in ("url", "doi", "pmid")}
    data |= {f"more-{n}": "" for n in range(900)}
    assert len(data) > 1_000  # Django's own limit
    assert client.post(reverse("write:edit", args=[article.slug]), data).status_code == 302
    article.refresh_from_db()
    assert (article.title, len(article.references)) == ("Anew", 100)
