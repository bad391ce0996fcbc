"""Authors answer remarks beside the new text, and the answers go with the next revision."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from accounts.enums import MailKind
from accounts.models import OutgoingMail
from articles.anchoring import Anchor
from articles.models import Article
from editorial import services
from editorial.enums import Audience, Part, Severity
from editorial.models import Comment, CommentAnswer, Record
from editorial.selectors.answers import answers_sent_with, remarks_to_answer
from tests.factories import Cast, accept, assign, draft, remark, under_review
from tests.factories.texts import CLINICIAN
from tests.plugins.stage import scene
from tests.refusals import nothing_written, refused

CANARY = "CANARY-51d7"


@scene
def article(cast: Cast) -> Article:
    """A text sent back with two remarks for its authors and a private one."""
    article = draft(cast)
    submission = under_review(cast, article)
    for body, exact in (("Which threshold?", "Check the eGFR first."), ("Too long.", "")):
        remark(
            submission,
            cast.board_one,
            body,
            severity=Severity.SHOULD_FIX,
            part=Part.CLINICIAN if exact else "",
            quote=Anchor(exact),
        )
    private = remark(submission, cast.board_one, f"{CANARY} remark", audience=Audience.PRIVATE)
    services.reply_to_comment(acting_user=cast.editor, comment=private, body=f"{CANARY} reply")
    services.request_changes(acting_user=cast.editor, submission=submission, letter="Mend it.")
    return article


def said(body: str) -> Comment:
    return Comment.objects.get(body=body)


def answer(cast: Cast, body: str = "Which threshold?", **details: Any) -> CommentAnswer:
    given = {"acting_user": cast.author, "addressed": True, "text": "Given now.", **details}
    return services.answer_comment(comment=said(body), **given)


def resubmitted(cast: Cast, article: Article, **details: Any) -> Any:
    return services.submit_article(acting_user=cast.author, article=article, **details)


def page_of(client: Client, name: str, article: Article) -> str:
    return client.get(reverse(f"write:{name}", args=[article.slug])).content.decode()


def passages(html: str) -> list[str]:
    """Return what the page of remarks quotes, in one line each."""
    quoted = BeautifulSoup(html, "html.parser").select("blockquote")
    return [" ".join(quote.get_text().split()) for quote in quoted]


def test_answer_is_kept_with_a_record_without_its_words(cast: Cast, article: Article) -> None:
    given = answer(cast)
    record = Record.objects.latest("pk")
    assert (record.action, record.actor) == ("comment_answered", cast.author)
    assert record.details["addressed"] is True
    assert "Given now." not in record.data
    with nothing_written():
        assert answer(cast) == given


def test_last_answer_counts_and_those_before_are_kept(cast: Cast, article: Article) -> None:
    answer(cast)
    answer(cast, acting_user=cast.coauthor, addressed=False, text="It can't be known.")
    assert CommentAnswer.objects.count() == 2
    found = {each.comment.body: each.answer for each in remarks_to_answer(article)}
    assert set(found) == {"Which threshold?", "Too long."}
    last = found["Which threshold?"]
    assert last is not None
    assert (last.author, last.addressed, last.text) == (
        cast.coauthor,
        False,
        "It can't be known.",
    )


def test_what_is_not_addressed_has_a_reason(cast: Cast, article: Article) -> None:
    with nothing_written(), pytest.raises(Exception, match="Say why it was not addressed"):
        answer(cast, addressed=False, text=" ")
    with nothing_written(), pytest.raises(Exception, match="5,000 characters at most"):
        answer(cast, text="a" * 5_001)


def test_who_is_no_author_is_refused(cast: Cast, article: Article) -> None:
    for person in (cast.outsider, cast.editor, cast.board_one, cast.admin, cast.reader, None):
        with refused():
            answer(cast, acting_user=person)


def test_private_remark_does_not_exist_for_authors(
    cast: Cast, client: Client, article: Article
) -> None:
    for body in (f"{CANARY} remark", f"{CANARY} reply"):
        with refused("There is no such remark for the authors."):
            answer(cast, body)
    client.force_login(cast.author)
    url = reverse("write:remarks", args=[article.slug])
    with nothing_written():
        for uid in (said(f"{CANARY} remark").uid, "00000000-0000-0000-0000-000000000000", "x", ""):
            response = client.post(url, {f"{uid}-addressed": "yes", f"{uid}-text": "Done."})
            assert response.status_code == 404
    for name in ("remarks", "article", "submit"):
        assert CANARY not in page_of(client, name, article)
    client.force_login(cast.outsider)
    assert client.get(url).status_code == 404


def test_nothing_is_answered_before_the_decision_or_while_the_next_is_on_its_way(
    cast: Cast, client: Client, article: Article
) -> None:
    resubmitted(cast, article)
    with refused("The next revision is on its way"):
        answer(cast)
    client.force_login(cast.author)
    html = page_of(client, "remarks", article)
    assert "The next revision is on its way" in html
    assert "Keep the answer" not in html
    other = under_review(cast, title="Another")
    remark(other, cast.board_one, "Undecided.")
    with refused("There is no such remark for the authors."):
        answer(cast, "Undecided.")


def test_only_the_round_decided_last_is_answered(cast: Cast, article: Article) -> None:
    second = resubmitted(cast, article)
    services.decline_submission(acting_user=cast.editor, submission=second, letter="No.")
    with refused("A later revision has been decided"):
        answer(cast)


def test_page_shows_whether_the_passage_still_stands(
    cast: Cast, client: Client, article: Article
) -> None:
    client.force_login(cast.author)
    html = page_of(client, "remarks", article)
    assert "<mark>Check the eGFR first.</mark>" in html
    services.save_article(
        acting_user=cast.author,
        article=article,
        changes={"clinician_text": CLINICIAN.replace("Check the eGFR first", "Measure it")},
    )
    html = page_of(client, "remarks", article)
    assert "the text has changed here" in html
    assert "<mark>" not in html
    assert passages(html) == ["Check the eGFR first."]
    assert "This passage is gone" in html
    assert "It now reads" not in html
    reads = CLINICIAN.replace("Check the eGFR first.", "Check the eGFR <b>first</b> of all.")
    services.save_article(
        acting_user=cast.author, article=article, changes={"clinician_text": reads}
    )
    html = page_of(client, "remarks", article)
    # Beside the old words stands what took their place, as readers would read it.
    assert passages(html) == [
        "Check the eGFR first.",
        "Check the eGFR <b>first</b> of all.[2]",
    ]
    assert "It now reads:" in html
    assert "<b>first</b>" not in html
    assert "This passage is gone" not in html


def typed(body: str, addressed: str = "", text: str = "", seen: Any = "") -> dict[str, Any]:
    uid = said(body).uid
    chosen = {f"{uid}-addressed": addressed} if addressed else {}
    return {**chosen, f"{uid}-text": text, f"{uid}-seen": seen}


def test_answer_through_the_page(cast: Cast, client: Client, article: Article) -> None:
    client.force_login(cast.author)
    url = reverse("write:remarks", args=[article.slug])
    uid, other = said("Too long.").uid, typed("Which threshold?")
    with nothing_written():
        html = client.post(url, {**typed("Too long.", "no"), **other}).content.decode()
    assert "Remark 2, What you did, or why not: Say why it was not addressed." in html
    whole = {**typed("Too long.", "no", "A <b>must</b>."), **other}
    with nothing_written():  # what the browser kept is shown, and sent by the person
        html = client.post(url, {**whole, "preview": "1"}).content.decode()
    assert "A &lt;b&gt;must&lt;/b&gt;." in html
    response = client.post(url, {**whole, "keep": uid})
    assert response["Location"] == f"{url}?saved=1#remark-{uid}"
    html = page_of(client, "remarks", article)
    assert "A &lt;b&gt;must&lt;/b&gt;." in html
    assert "1 of 2 not answered yet." in html


def test_one_press_keeps_every_answer_that_is_whole(
    cast: Cast, client: Client, article: Article
) -> None:
    client.force_login(cast.author)
    url = reverse("write:remarks", args=[article.slug])
    first = typed("Which threshold?", "yes", "20\r\nor more.")
    half = client.post(url, {**first, **typed("Too long.", "", "Each part is needed.")})
    assert [given.text for given in CommentAnswer.objects.all()] == ["20\nor more."]
    html = half.content.decode()
    assert "Remark 2, Is it addressed in the new text?: Choose one." in html
    assert "Each part is needed.</textarea>" in html
    both = {**first, **typed("Too long.", "no", "Each part is needed.")}
    response = client.post(url, {**both, "submit": "1"})
    assert response["Location"] == reverse("write:submit", args=[article.slug])
    assert CommentAnswer.objects.count() == 2
    with nothing_written():  # sent again, as after "back"
        client.post(url, both)


def test_what_a_coauthor_answered_meanwhile_is_shown_first(
    cast: Cast, client: Client, article: Article
) -> None:
    mine = answer(cast)
    theirs = answer(cast, acting_user=cast.coauthor, text="Theirs.")
    client.force_login(cast.author)
    url = reverse("write:remarks", args=[article.slug])
    with nothing_written():  # left as the page had shown it
        client.post(url, typed("Which threshold?", "yes", mine.text, mine.pk))
        html = client.post(url, typed("Which threshold?", "yes", "Mine.", mine.pk)).content.decode()
    assert f"{cast.coauthor.printed_name} answered meanwhile" in html
    assert "Theirs." in html
    client.post(url, typed("Which threshold?", "yes", "Mine.", theirs.pk))
    assert CommentAnswer.objects.latest("pk").text == "Mine."


def test_answers_typed_while_the_next_revision_left_are_shown_back(
    cast: Cast, client: Client, article: Article
) -> None:
    client.force_login(cast.author)
    resubmitted(cast, article)
    with nothing_written():
        response = client.post(
            reverse("write:remarks", args=[article.slug]), typed("Too long.", "yes", "My words.")
        )
    html = response.content.decode()
    assert "The next revision is on its way" in html
    assert "My words.</textarea>" in html


def test_answers_and_cover_note_reach_the_desk_as_they_were_sent(
    cast: Cast, client: Client, article: Article
) -> None:
    answer(cast)
    submission = resubmitted(cast, article, cover_note="Dear <i>editors</i>,\n\nthank you.")
    mail = OutgoingMail.objects.get(person=cast.editor, kind=MailKind.ANSWERS)
    assert "Given now." in mail.body
    assert "Dear <i>editors</i>," in mail.body
    assert "1 of 2 remarks answered" in mail.body
    found = {each.comment.body: each.answer for each in answers_sent_with(submission)}
    assert found["Too long."] is None
    assert found["Which threshold?"] is not None
    assert "thank you" not in Record.objects.filter(action="submitted").latest("pk").data
    accept(assign(cast, submission, cast.board_two))
    for person in (cast.editor, cast.board_two):
        client.force_login(person)
        for name in ("change", "review"):
            url = reverse(f"admin:editorial_submission_{name}", args=[submission.pk])
            html = client.get(url).content.decode()
            assert "Dear &lt;i&gt;editors&lt;/i&gt;," in html
            assert "Given now." in html
            assert "Not answered" in html
    client.force_login(cast.author)
    html = page_of(client, "article", article)
    assert "What you sent with revision" in html
    assert CANARY not in html
    services.withdraw_submission(acting_user=cast.author, submission=submission)
    answer(cast, text="Changed afterwards.")
    sent = {each.comment.body: each.answer for each in answers_sent_with(submission)}
    assert sent["Which threshold?"] == found["Which threshold?"]


def test_invited_member_sees_no_answers_before_agreeing(
    cast: Cast, client: Client, article: Article
) -> None:
    answer(cast)
    submission = resubmitted(cast, article, cover_note="For the reviewers.")
    assign(cast, submission, cast.board_two)
    client.force_login(cast.board_two)
    url = reverse("admin:editorial_submission_change", args=[submission.pk])
    html = client.get(url).content.decode()
    assert "For the reviewers." not in html
    assert "Given now." not in html


def test_first_submission_has_none(cast: Cast) -> None:
    assert answers_sent_with(under_review(cast)) == []
    assert remarks_to_answer(draft(cast, title="Another")) == []


@pytest.mark.parametrize("more", [0, 2])
def test_lists_take_a_constant_number_of_queries(
    cast: Cast, more: int, django_assert_num_queries: Any
) -> None:
    article = draft(cast)
    submission = under_review(cast, article)
    for number in range(1 + more):
        remark(submission, cast.board_one, f"Remark {number}")
    services.request_changes(acting_user=cast.editor, submission=submission, letter="Mend it.")
    for number in range(1 + more):
        answer(cast, f"Remark {number}")
    with django_assert_num_queries(3):
        assert len(remarks_to_answer(article)) == 1 + more
    sent = resubmitted(cast, article)
    with django_assert_num_queries(2):
        assert len(answers_sent_with(sent)) == 1 + more
