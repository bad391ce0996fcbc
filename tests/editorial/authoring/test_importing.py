"""A file becomes a draft, or takes the place of a working copy's text: shown first, then saved."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.exports import Exported, export
from articles.models import Article
from editorial import services
from editorial.authoring.uploads import LASTS
from tests.articles.importers.word_files import word_file
from tests.factories import Cast, draft, submitted
from tests.refusals import nothing_written

NEW = reverse("write:import-new")
MARKDOWN = b"""---
title: Doses in gout
question: Which dose?
coauthors: [nobody@example.org]
---
## In short

Give 1 mg.\x07 <script>alert(1)</script>
"""


@pytest.fixture
def article(cast: Cast, client: Client) -> Article:
    """A draft, and its author signed in."""
    client.force_login(cast.author)
    return draft(cast)


def upload(client: Client, url: str, name: str, data: bytes) -> Any:
    return client.post(url, {"file": SimpleUploadedFile(name, data)})


def saved_from(client: Client, response: Any, **typed: Any) -> Any:
    """Press the button of a preview."""
    form = response.context["form"]
    data = {field.html_name: getattr(field.value(), "pk", field.value()) for field in form}
    sent = {name: value for name, value in (data | typed).items() if value is not None}
    return client.post(response.request["PATH_INFO"], sent)


def test_file_is_shown_with_warnings_before_anything_is_saved(client: Client, cast: Cast) -> None:
    client.force_login(cast.author)
    with nothing_written():
        response = upload(client, NEW, "gout.md", MARKDOWN)
        html = response.content.decode()
    assert "Nothing is saved yet." in html
    assert "Give 1 mg." in html
    assert "nobody@example.org is not an author here" in html
    assert "does not say whether an AI tool was used" in html
    assert "<script>alert" not in html
    response = saved_from(client, response, specialty=cast.specialty.pk)
    article = Article.objects.get()
    assert response["Location"] == reverse("write:edit", args=[article.slug])
    assert (article.title, article.question) == ("Doses in gout", "Which dose?")
    assert article.specialty == cast.specialty
    assert article.ordered_authors == [cast.author]
    assert [record.action for record in article.records.all()] == ["created"]


def test_preview_without_a_specialty_is_shown_again_with_its_warnings(
    client: Client, cast: Cast
) -> None:
    client.force_login(cast.author)
    response = upload(client, NEW, "gout.md", MARKDOWN)
    with nothing_written():
        again = saved_from(client, response)
    html = again.content.decode()
    assert "Specialty: This field is required." in html
    assert "nobody@example.org is not an author here" in html


def test_file_with_a_reference_of_no_known_address_is_refused(client: Client, cast: Cast) -> None:
    client.force_login(cast.author)
    bad = b"references: [{id: roe, title: T, URL: 'ftp://a.example/'}]\n---\n"
    with nothing_written():
        html = upload(client, NEW, "gout.md", MARKDOWN.replace(b"---\n##", bad + b"##")).text
    assert "Reference “roe”, entry 1 of the list: its URL, “ftp://a.example/”," in html


def test_export_comes_back_as_it_was(client: Client, cast: Cast) -> None:
    submission = submitted(cast)
    revision, slug = submission.revision, submission.article.slug
    client.force_login(cast.author)
    data = export(Exported(revision.document, revision.digest, slug, is_approved=False), "json")
    content = data if isinstance(data, bytes) else data.encode()
    saved_from(client, upload(client, NEW, "old.json", content))
    copy = Article.objects.order_by("pk").last()
    assert copy is not None
    again = services.submit_article(acting_user=cast.author, article=copy).revision.document
    differing = {name for name in again if again[name] != revision.document[name]}
    assert differing == {"article", "authors"}


def test_word_export_over_its_own_article_changes_how_a_table_is_written_and_no_more(
    client: Client, cast: Cast
) -> None:
    submission = submitted(cast)
    revision, slug = submission.revision, submission.article.slug
    client.force_login(cast.author)
    data = export(Exported(revision.document, revision.digest, slug, is_approved=False), "docx")
    with nothing_written():
        response = upload(client, reverse("write:import", args=[slug]), "a.docx", data)
    (difference,) = response.context["differences"]
    assert difference.new == difference.old.replace("|---|---|", "| --- | --- |")
    assert "question" not in response.context["form"].fields


def test_file_takes_the_place_of_the_text_and_leaves_the_rest(
    client: Client, cast: Cast, article: Article
) -> None:
    url = reverse("write:import", args=[article.slug])
    with nothing_written():
        response = upload(
            client, url, "new.docx", word_file(("Title", "Which dose?"), "Fresh words.")
        )
    assert "Clinician" not in response.context["warnings"]
    assert {each.name for each in response.context["differences"]} == {
        "question",
        "title",
        "clinician_text",
    }
    saved_from(client, response)
    fresh = Article.objects.get()
    assert fresh.clinician_text == "Fresh words."
    assert fresh.plain_text == article.plain_text
    assert fresh.references == article.references
    assert fresh.ordered_authors == [cast.author, cast.coauthor]
    assert fresh.history.filter(clinician_text=article.clinician_text).exists()


def test_save_in_between_is_not_overwritten(client: Client, cast: Cast, article: Article) -> None:
    url = reverse("write:import", args=[article.slug])
    response = upload(client, url, "new.txt", b"Which dose?\n\nFresh words.")
    services.save_article(acting_user=cast.coauthor, article=article, changes={"title": "Theirs"})
    with nothing_written():
        again = saved_from(client, response)
    html = again.content.decode()
    assert again.status_code == 409
    assert "saved this article while you were writing" in html
    # What would change is said of their text; a press on this page goes on top of it.
    old = {each.name: each.old for each in again.context["differences"]}
    assert old["title"] == "Theirs"
    assert saved_from(client, again).status_code == 302
    assert Article.objects.get().clinician_text == "Fresh words."


def test_preview_that_is_sent_twice_makes_one_article(client: Client, cast: Cast) -> None:
    client.force_login(cast.author)
    response = upload(client, NEW, "gout.md", MARKDOWN)
    made = saved_from(client, response, specialty=cast.specialty.pk)
    with nothing_written():
        again = saved_from(client, response, specialty=cast.specialty.pk)
    assert again["Location"] == made["Location"]
    assert Article.objects.count() == 1


HOSTILE = {
    "too large": ("big.txt", b"a" * 2_000_001, "too large"),
    "empty": ("a.txt", b"", "is empty"),
    "a program": ("a.md", b"\x7fELF" + b"a" * 20, "is a program, not a text"),
    "no archive": ("a.docx", b"PK\x03\x04" + b"\xff" * 200, "can"),
    "another encoding": ("a.txt", b"\xff\xfea\x00", "UTF-16"),
    "longer than any article": ("a.md", b"# Which?\n\n" + b"word " * 50_000, "is the most"),
    "no export": ("a.json", b"[" * 100_000, "JSON"),
    "a name of a path": ("../../x\x00.exe", b"text", "by its name"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_file_is_one_error(client: Client, cast: Cast, case: str) -> None:
    name, data, words = HOSTILE[case]
    client.force_login(cast.author)
    with nothing_written():
        response = upload(client, NEW, name, data)
    assert len(response.context["problems"]) == 1
    assert words in response.context["problems"][0].sentence
    assert "preview" not in response.context


class Unread:
    """A body that nobody may read."""

    def read(self, *_: Any) -> bytes:
        raise AssertionError("The body was read.")

    readline = read


def test_body_beyond_the_limit_is_refused_unread(client: Client, cast: Cast) -> None:
    client.force_login(cast.author)
    for length in ("10500001", "9" * 20):
        with nothing_written():
            response = client.generic(
                "POST", NEW, **{"wsgi.input": Unread(), "CONTENT_LENGTH": length}
            )
        assert response.status_code == 413
        (problem,) = response.context["problems"]
        assert problem.sentence.startswith(
            "File: The file is too large: 10,000,000 bytes are the most. Pictures are not imported:"
        )


def test_no_file_is_an_error(client: Client, cast: Cast) -> None:
    client.force_login(cast.author)
    assert "File: Choose a file." in client.post(NEW).content.decode()


def test_preview_is_its_authors_and_its_articles_alone_and_ages(
    client: Client, cast: Cast, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    response = upload(client, NEW, "gout.md", MARKDOWN)
    sent = {
        "token": response.context["form"]["token"].value(),
        "specialty": cast.specialty.pk,
        "kind": "general",
    }
    into = reverse("write:import", args=[article.slug])
    with nothing_written():
        for url, token in ((into, sent["token"]), (NEW, sent["token"] + "x"), (NEW, "{}")):
            assert client.post(url, sent | {"token": token})["Location"] == url
        later = (timezone.now() + timedelta(seconds=LASTS + 5)).timestamp()
        with monkeypatch.context() as patch:
            patch.setattr(signing.time, "time", lambda: later)
            assert client.post(NEW, sent)["Location"] == NEW
    client.force_login(cast.coauthor)
    with nothing_written():
        assert client.post(NEW, sent)["Location"] == NEW


def test_only_authors_get_in(client: Client, cast: Cast, article: Article) -> None:
    into = reverse("write:import", args=[article.slug])
    for person, url, status in ((cast.outsider, into, 404), (cast.editor, NEW, 403)):
        client.force_login(person)
        with nothing_written():
            assert upload(client, url, "gout.md", MARKDOWN).status_code == status
    client.logout()
    with nothing_written():
        assert upload(client, NEW, "gout.md", MARKDOWN).status_code == 302


def test_request_forged_by_another_site_is_refused(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.author)
    with nothing_written():
        assert upload(client, NEW, "gout.md", MARKDOWN).status_code == 403


def test_file_without_a_question_is_asked_for_one(client: Client, cast: Cast) -> None:
    client.force_login(cast.author)
    with nothing_written():
        response = upload(client, NEW, "gout.docx", word_file(("Title", "Gout"), "Give 1 mg."))
        html = response.content.decode()
        assert "There is no question: no paragraph of its own" in html
        assert response.context["form"]["question"].value() == "Gout"
        for typed in (" ", "\u200b", "x" * 301):
            again = saved_from(client, response, question=typed, specialty=cast.specialty.pk)
            sentences = [problem.sentence for problem in again.context["problems"]]
            assert len(sentences) == 1
            assert sentences[0].startswith("Question: ")
    # The last of them still carries the file.
    saved_from(client, again, question="Which dose?", specialty=cast.specialty.pk)
    article = Article.objects.get()
    assert (article.question, article.title) == ("Which dose?", "Gout")
    assert article.clinician_text == "Give 1 mg."


def test_text_without_question_or_title_takes_its_title_from_the_question(
    client: Client, cast: Cast
) -> None:
    client.force_login(cast.author)
    response = upload(client, NEW, "gout.html", b"<p>Give 1 mg.")
    assert response.context["form"]["question"].value() == ""
    long = f"Which {'very ' * 50}small dose?"
    saved_from(client, response, question=long, specialty=cast.specialty.pk)
    article = Article.objects.get()
    assert article.question == long
    assert len(article.title) <= 200
    assert article.title.endswith("very\u2026")


def test_text_without_a_question_keeps_that_of_the_article(
    client: Client, cast: Cast, article: Article
) -> None:
    url = reverse("write:import", args=[article.slug])
    response = upload(client, url, "gout.html", b"<p>Give 1 mg.")
    assert {each.name for each in response.context["differences"]} == {"clinician_text"}
    saved_from(client, response)
    fresh = Article.objects.get()
    assert (fresh.question, fresh.title) == (article.question, article.title)
    assert fresh.clinician_text == "Give 1 mg."
