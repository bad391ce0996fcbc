"""A reader asks: what is published first, then the desk, then the answer by mail."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import OutgoingMail
from articles.enums import NoticeKind
from articles.models import Article, Publication
from editorial import intake_policies, policies, services
from editorial.enums import QuestionState
from editorial.models import ReaderQuestion
from editorial.services.asking import UNCONFIRMED_FOR, forget_unconfirmed
from tests.factories import Cast, complete, published, retracted, under_review
from tests.refusals import nothing_written, refused

pytestmark = pytest.mark.django_db

QUESTION = "Can an SGLT2 inhibitor be started below an eGFR of 20?"
ANSWERED = "Can an SGLT2 inhibitor be started in diabetic kidney disease?"
ASKER = "asker@example.test"


def post(name: str, **values: str) -> Any:
    return Client().post(reverse(f"talk:{name}"), {"question": QUESTION, **values})


def asked(**changes: Any) -> ReaderQuestion:
    values = {"question": QUESTION, "email": ASKER, "sender": "s" * 64, **changes}
    return services.ask_question(**values)


def confirmed(**changes: Any) -> ReaderQuestion:
    return services.confirm_question(question=asked(**changes))


def again(question: ReaderQuestion) -> ReaderQuestion:
    return ReaderQuestion.objects.get(pk=question.pk)


def test_it_is_first_answered_by_what_the_board_signed(cast: Cast) -> None:
    publication = published(cast)
    with nothing_written():
        body = post("ask", question=ANSWERED).content.decode()
    assert "Start an SGLT2 inhibitor in adults with diabetic kidney disease." in body
    assert reverse("reader:article", args=[publication.slug]) in body
    assert "Send it to the editors" in body
    assert "emergency number" in body


def test_what_is_quoted_or_answers_says_what_limits_it(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    publication, question = published(cast), confirmed()
    notice = services.issue_notice(
        acting_user=cast.editor,
        publication=publication,
        kind=NoticeKind.CONCERN,
        reason="A trial that it cites is being looked into.",
    )
    monkeypatch.setattr(Publication, "review_is_overdue", lambda _publication: True)
    services.answer_question(acting_user=cast.editor, question=question, publication=publication)
    mail = OutgoingMail.objects.filter(to=ASKER).latest("pk").body
    at = reverse("talk:question", args=[question.uid])
    quoted = post("ask", question=ANSWERED).content.decode()
    for text in (mail, quoted, Client().get(at).content.decode()):
        assert "Expression of concern" in text
        assert reverse("reader:notice", args=[notice.pk]) in text
        assert "overdue" in text
    services.retract_publication(acting_user=cast.editor, publication=publication, reason="Fell.")
    assert "does not stand any more" in Client().get(at).content.decode()


def test_each_quotation_names_the_text_that_it_is_from(cast: Cast) -> None:
    slug = published(cast).slug
    pages = [post("ask", question=asks) for asks in (ANSWERED, "Can a tablet protect kidneys?")]
    sources = {
        (figure.blockquote["cite"], figure.a["href"].partition("#")[0], figure.a.get_text())
        for page in pages
        for figure in BeautifulSoup(page.content, "html.parser").select("figure")
    }
    title = Publication.objects.get().title
    article, plain = (reverse(f"reader:{name}", args=[slug]) for name in ("article", "plain"))
    assert sources == {(article, article, title), (plain, plain, f"{title} (in plain language)")}


def test_it_can_be_asked_from_the_first_page_and_about_a_retracted_text(cast: Cast) -> None:
    publication = retracted(cast)
    ask = reverse("talk:ask")
    assert f'href="{ask}"' in Client().get("/").content.decode()
    body = Client().get(ask, {"about": publication.slug, "question": "<i>Why?"}).content.decode()
    assert publication.title in body
    assert "&lt;i&gt;Why?" in body
    services.ask_question(question=QUESTION, email=ASKER, sender="s" * 64, asked_on=publication)
    assert ReaderQuestion.objects.get().asked_on == publication


def test_a_pending_text_is_never_quoted(cast: Cast) -> None:
    under_review(cast)
    body = post("ask").content.decode()
    assert "diabetic kidney disease" not in body
    assert "Nothing that is published here is about it." in body


@pytest.mark.parametrize("question", ["", "why?", "x" * 1001])
def test_what_is_no_question_is_said_so(cast: Cast, question: str) -> None:
    with nothing_written():
        response = Client().post(reverse("talk:ask"), {"question": question})
    assert "There is a problem" in response.content.decode()


@pytest.mark.parametrize("question", ['"', "' OR 1=1 --", "NEAR/2 AND * ^", "\u202e\x00" * 9])
def test_hostile_questions_answer_normally(cast: Cast, question: str) -> None:
    published(cast)
    assert Client().post(reverse("talk:ask"), {"question": question}).status_code == 200


def test_it_reaches_the_desk_only_when_its_address_is_confirmed(cast: Cast) -> None:
    response = post("send", email=ASKER)
    assert response["Location"] == reverse("talk:sent")
    question = ReaderQuestion.objects.get()
    (mail,) = OutgoingMail.objects.all()
    address = reverse("talk:question", args=[question.uid])
    assert (mail.to, address in mail.body) == (ASKER, True)
    # Whoever is written to may never have asked: the words are not carried to them.
    assert QUESTION not in mail.body + mail.subject
    editor = Client()
    editor.force_login(cast.editor)
    at = reverse("admin:editorial_readerquestion_change", args=[question.pk])
    assert editor.get(at).status_code == 404
    with nothing_written():
        assert "Confirm and send it" in Client().get(address).content.decode()
    Client().post(address)
    assert again(question).state == QuestionState.OPEN
    page = editor.get(at).content.decode()
    assert QUESTION in page
    assert ASKER not in page
    assert OutgoingMail.objects.filter(to=cast.editor.email).exists()


def test_confirming_twice_does_no_harm(cast: Cast) -> None:
    question = confirmed()
    services.confirm_question(question=question)
    assert OutgoingMail.objects.filter(to=cast.editor.email).count() == 1


def test_a_program_in_the_trap_writes_nothing(cast: Cast) -> None:
    with nothing_written():
        response = post("send", email=ASKER, website="x")
    assert response["Location"] == reverse("talk:sent")


def test_the_sixth_within_an_hour_is_refused(cast: Cast) -> None:
    for _ in range(intake_policies.MOST_AN_HOUR):
        assert post("send", email=ASKER).status_code == 302
    with nothing_written():
        assert post("send", email=ASKER).status_code == 429


def test_what_stands_in_the_one_box_is_what_is_sent(cast: Cast) -> None:
    page = Client().post(reverse("talk:ask"), {"question": QUESTION, "email": "half@"})
    soup = BeautifulSoup(page.content, "html.parser")
    (box,) = soup.select('[name="question"]')
    assert (box.name, box.get_text().strip()) == ("textarea", QUESTION)
    assert len(soup.select("#id_question")) == 1
    # Enter in the field of the address asks again: that has cost nobody the address.
    (address,) = soup.select('form:has([name="question"]) [name="email"]')
    assert address["value"] == "half@"
    assert soup.select(f'form button[formaction="{reverse("talk:send")}"]')
    post("send", question="What do you advise?", email=ASKER)
    assert ReaderQuestion.objects.get().question == "What do you advise?"


def test_a_question_too_short_to_send_is_named_and_its_address_kept(cast: Cast) -> None:
    with nothing_written():
        body = post("send", question="why?", email=ASKER).content.decode()
    assert '<a href="#id_question">Write it as a question, in a few words.</a>' in body
    assert f'value="{ASKER}"' in body


def test_where_forms_are_sent_leads_back_to_them(cast: Cast) -> None:
    question = confirmed()
    back = {
        reverse("talk:send"): reverse("talk:ask"),
        reverse("talk:delete", args=[question.uid]): reverse("talk:question", args=[question.uid]),
    }
    with nothing_written():
        assert {path: Client().get(path)["Location"] for path in back} == back
        for path, allowed in (("/", "GET, HEAD"), (reverse("talk:send"), "GET, HEAD, POST")):
            answer = getattr(Client(), "post" if path == "/" else "put")(path)
            assert (answer.status_code, answer["Allow"]) == (405, allowed)
            assert "This address is not used that way" in answer.content.decode()


CANARY = "zebrafinch"


def everywhere(text: str) -> set[str]:
    """Return every table of the database in which a text stands."""
    return {
        model._meta.db_table
        for model in apps.get_models()
        if any(text in str(value) for row in model._base_manager.values_list() for value in row)
    }


@pytest.mark.parametrize("handled", ["", "closed", "drafted"])
def test_its_asker_deletes_it_and_nothing_is_kept(cast: Cast, handled: str) -> None:
    question = confirmed(question=f"Does a {CANARY} bite?")
    other = confirmed(email="other@example.test")
    if handled == "closed":
        services.close_question(acting_user=cast.editor, question=question)
    if handled == "drafted":
        values = {"author": cast.author, "specialty": cast.specialty, "title": "Bites"}
        services.open_draft_from_question(acting_user=cast.editor, question=question, **values)
    # As it was named in the log before, in an office that has run for a while.
    LogEntry.objects.filter(object_id=str(question.pk)).update(object_repr=question.question)
    assert everywhere(CANARY) >= {"editorial_readerquestion"}
    response = Client().post(reverse("talk:delete", args=[question.uid]))
    assert "are deleted" in response.content.decode()
    assert ("that keeps its words" in response.content.decode()) == (handled == "drafted")
    assert everywhere(ASKER) == set()
    kept = everywhere(CANARY)
    assert all(table.startswith("articles_") for table in kept), kept
    assert bool(kept) == (handled == "drafted")
    assert everywhere(other.email) == {"accounts_outgoingmail", "editorial_readerquestion"}
    assert Client().get(reverse("talk:question", args=[question.uid])).status_code == 404
    assert Client().post(reverse("talk:delete", args=[uuid4()])).status_code == 404


def test_what_nobody_confirmed_is_forgotten(cast: Cast) -> None:
    question, kept = asked(), confirmed()
    old = timezone.now() - UNCONFIRMED_FOR - timedelta(hours=1)
    ReaderQuestion.objects.update(created_at=old)
    assert forget_unconfirmed() == 1
    assert not OutgoingMail.objects.filter(body__contains=str(question.uid)).exists()
    assert not ReaderQuestion.objects.filter(pk=question.pk).exists()
    assert ReaderQuestion.objects.filter(pk=kept.pk).exists()


def test_an_editor_points_to_an_article(cast: Cast) -> None:
    publication, question = published(cast), confirmed()
    client = Client()
    client.force_login(cast.editor)
    at = reverse("admin:editorial_readerquestion_answer", args=[question.pk])
    assert publication.slug in client.get(at).content.decode()
    client.post(at, {"slug": f"/articles/{publication.slug}/"})
    assert again(question).answer == publication
    mail = OutgoingMail.objects.filter(to=ASKER).last()
    assert publication.slug in mail.body
    body = Client().get(reverse("talk:question", args=[question.uid])).content.decode()
    assert publication.title in body


def test_a_draft_is_opened_and_the_asker_hears_when_it_is_published(cast: Cast) -> None:
    question = confirmed()
    article = services.open_draft_from_question(
        acting_user=cast.editor,
        question=question,
        author=cast.author,
        specialty=cast.specialty,
        title="SGLT2 inhibitors in advanced kidney disease",
    )
    assert article.question == QUESTION
    assert article.ordered_authors == [cast.author]
    assert not policies.wrote(cast.editor, article)  # handing it on is no writing
    services.save_article(
        acting_user=cast.author, article=article, changes=complete(cast.specialty)
    )
    publication = published(cast, Article.objects.get(pk=article.pk))
    assert again(question).answer == publication
    subjects = OutgoingMail.objects.filter(to=ASKER).values_list("subject", flat=True)
    assert any("has an answer" in subject for subject in subjects)


def test_a_draft_needs_an_author(cast: Cast) -> None:
    question = confirmed()
    with refused("not an author", by=ValidationError):
        services.open_draft_from_question(
            acting_user=cast.editor,
            question=question,
            author=cast.board_one,
            specialty=cast.specialty,
            title="A title",
        )


@pytest.mark.parametrize("who", ["author", "board_one", "admin", "outsider", "reader"])
def test_nobody_else_answers(cast: Cast, who: str) -> None:
    publication, question = published(cast), confirmed()
    with refused():
        services.answer_question(
            acting_user=getattr(cast, who), question=question, publication=publication
        )
    with refused():
        services.close_question(acting_user=getattr(cast, who), question=question)


def test_it_is_answered_once(cast: Cast) -> None:
    publication, question = published(cast), confirmed()
    services.close_question(acting_user=cast.editor, question=question)
    with refused("nothing to answer"):
        services.answer_question(
            acting_user=cast.editor, question=question, publication=publication
        )
