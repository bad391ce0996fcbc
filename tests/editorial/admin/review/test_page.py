"""The review page: everything about a text in one place."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.html import escape

from articles.anchoring import Anchor
from editorial import services
from editorial.enums import Part, Severity
from editorial.models import Comment, GradedClaim, LastSeen
from tests.factories import (
    InterestFactory,
    assign,
    draft,
    publish,
    remark,
    signed_once,
    submitted,
    under_review,
)
from tests.factories.texts import CLINICIAN
from tests.refusals import nothing_written

QUOTE = "Check the eGFR first."


def address(submission):
    return reverse("admin:editorial_submission_review", args=[submission.pk])


def look(client, user, submission, **query):
    client.force_login(user)
    with nothing_written():
        response = client.get(address(submission), query)
    assert response.status_code == 200
    return response.content.decode()


def post(client, user, submission, do, **data):
    client.force_login(user)
    return client.post(address(submission), {"do": do, **data})


def refused(client, user, submission, do, **data):
    """Post what must leave no trace."""
    client.force_login(user)
    with nothing_written():
        return client.post(address(submission), {"do": do, **data})


COMMENT = {
    "body": "Which threshold?",
    "severity": "must_fix",
    "audience": "authors",
    "part": "clinician",
    "exact": QUOTE,
}


# --- What it shows ------------------------------------------------------------------------------


def test_page_holds_everything_and_looking_changes_nothing(cast, client):
    InterestFactory(user=cast.author, organisation="Maker & Sons")
    submission = under_review(cast)
    revision = submission.revision

    html = look(client, cast.board_one, submission)

    for frozen in (revision.html, revision.plain_html, revision.references_html):
        assert frozen in html
    for heading in revision.headings:
        assert f'href="#{heading["id"]}"' in html
    assert "10.5555/example.2024.1" in html
    assert html.count("Flesch-Kincaid grade") == 2
    assert html.count("SMOG grade") == 2
    assert "format valid, not looked up" in html
    assert escape("Maker & Sons") in html
    assert "A drafting tool, version 3" in html
    assert revision.digest in html
    assert "Review and sign" in html
    assert "This is the first revision" in html


def test_page_compares_with_the_previous_revision_and_with_what_is_live(cast, client):
    article = draft(cast)
    publish(cast, under_review(cast, article))
    services.save_article(
        acting_user=cast.author,
        article=article,
        changes={
            "clinician_text": CLINICIAN.replace("Above 20: start.", "Above 25: start <b>late</b>.")
        },
    )
    submission = under_review(cast, article)

    for query in ({}, {"compare": "previous"}, {"compare": "live"}):
        html = look(client, cast.board_one, submission, **query)
        assert '<del><span class="visually-hidden">removed: </span>20</del>' in html
        assert '<ins><span class="visually-hidden">added: </span>25</ins>' in html
        assert "<b>late" not in html
        assert "unchanged passages" in html
        compared = html.partition('id="comparison"')[2].partition("</section>")[0]
        assert "read-bullet read-2" in compared
        assert "## " not in compared
    side = look(client, cast.board_one, submission, layout="side")
    assert "review-sides" in side
    assert "In one text" in side


def test_page_shows_earlier_rounds_and_what_became_of_their_passages(cast, client):
    article = draft(cast)
    first = under_review(cast, article)
    for exact in (QUOTE, "Tell the patient about sick days."):
        remark(first, cast.board_one, f"On {exact}", part=Part.CLINICIAN, quote=Anchor(exact))
    services.request_changes(acting_user=cast.editor, submission=first, letter="Please mend it.")
    services.save_article(
        acting_user=cast.author,
        article=article,
        changes={"clinician_text": CLINICIAN.replace("the eGFR first", "eGFR and ACR first")},
    )
    second = under_review(cast, article)

    html = look(client, cast.board_one, second)

    assert "Please mend it." in html
    assert html.count("Text changed</span>") == 1
    assert f"{QUOTE}\n" in html  # the old quotation is kept
    assert "these words are not there any more" in html


def test_page_says_what_happened_since_one_last_looked(cast, client):
    submission = under_review(cast)
    assert "for the first time" in look(client, cast.board_one, submission)
    last = submission.article.records.count()

    response = post(client, cast.board_one, submission, "seen", sequence=last)
    assert response.status_code == 302
    assert "Nothing has happened" in look(client, cast.board_one, submission)

    remark(submission, cast.board_two)
    remark(submission, cast.board_one)
    html = look(client, cast.board_one, submission)
    assert "1 thing happened" in html
    assert "Bruno Board, MD commented" in html


def test_start_page_says_how_much_is_new(cast, client):
    submission = under_review(cast)
    client.force_login(cast.board_one)
    assert "since you last looked" not in client.get("/admin/").content.decode()
    services.mark_seen(
        acting_user=cast.board_one,
        submission=submission,
        sequence=submission.article.records.count(),
    )
    assert "nothing new since you last looked" in client.get("/admin/").content.decode()
    remark(submission, cast.board_two)

    html = client.get("/admin/").content.decode()
    assert "1 new since you last looked" in html
    assert address(submission) in html


def test_page_shows_the_notes_of_members_to_editors_alone(cast, client):
    submission = under_review(cast)
    services.save_review(
        acting_user=cast.board_one, submission=submission, recommendation="approve", notes="SECRET"
    )

    assert "SECRET" in look(client, cast.editor, submission)
    assert "SECRET" in look(client, cast.board_one, submission)
    assert "SECRET" not in look(client, cast.board_two, submission)


# --- Who gets in --------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["board_one", "admin"])
def test_page_is_not_for_who_has_not_agreed(cast, client, who):
    submission = submitted(cast)
    assign(cast, submission, cast.board_one)
    client.force_login(getattr(cast, who))

    for response in (client.get(address(submission)), client.post(address(submission), COMMENT)):
        assert response.status_code == 302
        assert response["Location"] == reverse(
            "admin:editorial_submission_change", args=[submission.pk]
        )


def test_page_is_unknown_to_who_was_not_asked(cast, client):
    submission = submitted(cast)
    client.force_login(cast.board_one)

    assert client.get(address(submission)).status_code == 404
    assert client.post(address(submission), COMMENT).status_code == 404


@pytest.mark.parametrize("who", ["author", "outsider"])
def test_page_is_closed_to_authors(cast, client, who):
    submission = under_review(cast)
    client.force_login(getattr(cast, who))

    with nothing_written():
        assert client.get(address(submission)).status_code == 302
        assert client.post(address(submission), {"do": "comment", **COMMENT}).status_code == 302


def test_page_takes_no_other_method(cast, client):
    submission = under_review(cast)
    client.force_login(cast.board_one)

    assert client.put(address(submission)).status_code == 405


# --- What can be posted -------------------------------------------------------------------------


def test_comment_on_a_pasted_quotation(cast, client):
    submission = under_review(cast)

    response = post(client, cast.board_one, submission, "comment", **COMMENT)

    comment = Comment.objects.get()
    assert response["Location"] == f"{address(submission)}#thread-{comment.pk}"
    assert (comment.exact, comment.severity) == (QUOTE, Severity.MUST_FIX)
    html = look(client, cast.board_two, submission)
    assert "Which threshold?" in html
    assert "A comment says what must be fixed first." in html


def test_comment_that_is_refused_keeps_what_was_typed(cast, client):
    submission = under_review(cast)

    response = refused(
        client, cast.board_one, submission, "comment", **{**COMMENT, "exact": "Not there."}
    )

    html = response.content.decode()
    assert "These words are not in the text" in html
    assert "Which threshold?" in html


def test_who_approved_is_not_offered_what_would_be_refused(cast, client):
    submission = signed_once(cast)

    html = look(client, cast.board_one, submission)
    assert '<option value="must_fix">' not in html
    assert "You have approved this text, so you can" in html
    assert '<option value="must_fix">' in look(client, cast.board_two, submission)
    response = refused(client, cast.board_one, submission, "comment", **COMMENT)
    assert response.status_code == 409
    assert "Which threshold?" in response.content.decode()


def test_comment_after_the_end_is_refused(cast, client):
    submission = under_review(cast)
    services.decline_submission(acting_user=cast.editor, submission=submission, letter="No.")

    response = refused(client, cast.editor, submission, "comment", **COMMENT)
    assert response.status_code == 409
    assert "closed" in response.content.decode()


def test_reply_resolve_and_reopen(cast, client):
    submission = under_review(cast)
    thread = remark(submission, cast.board_one)

    post(
        client,
        cast.editor,
        submission,
        "reply",
        thread=thread.pk,
        body="I see.",
        audience="private",
    )
    assert thread.replies.get().body == "I see."
    post(client, cast.board_one, submission, "resolve", thread=thread.pk)
    thread.refresh_from_db()
    assert thread.is_resolved
    assert "Reopen" in look(client, cast.board_one, submission)
    post(client, cast.board_one, submission, "reopen", thread=thread.pk)
    thread.refresh_from_db()
    assert not thread.is_resolved
    response = refused(client, cast.board_two, submission, "resolve", thread=thread.pk)
    assert response.status_code == 409


def test_threads_of_other_articles_are_out_of_reach(cast, client):
    submission = under_review(cast)
    other = remark(under_review(cast), cast.board_one)

    response = refused(client, cast.board_one, submission, "resolve", thread=other.pk)
    assert "no such comment" in response.content.decode()


@pytest.mark.parametrize(
    ("do", "data"),
    [
        ("", {}),
        ("sign", {}),
        ("reply", {"thread": "x", "body": "a", "audience": "private"}),
        ("reply", {"thread": 9**18, "body": "a", "audience": "private"}),
        ("comment", {**COMMENT, "severity": "fatal"}),
        ("seen", {"sequence": -1}),
        ("withdraw-grade", {"claim": 4711}),
    ],
)
def test_nonsense_is_refused_in_words(cast, client, do, data):
    submission = under_review(cast)

    response = refused(client, cast.board_one, submission, do, **data)
    assert response.status_code in (200, 400)
    assert "There is a problem" in response.content.decode()


def test_grade_a_claim_and_withdraw_it(cast, client):
    submission = under_review(cast)

    post(
        client,
        cast.board_one,
        submission,
        "grade",
        part="clinician",
        exact=QUOTE,
        certainty="moderate",
        strength="strong",
        note="One trial.",
    )
    claim = GradedClaim.objects.get()
    assert "Moderate certainty" in look(client, cast.board_two, submission)
    post(client, cast.board_one, submission, "withdraw-grade", claim=claim.pk)
    assert "Moderate certainty" not in look(client, cast.board_two, submission)


def test_notes(cast, client):
    submission = under_review(cast)

    post(client, cast.board_one, submission, "notes", recommendation="changes", notes="Close.")

    assert submission.reviews.get().recommendation == "changes"


def test_seen_by_the_page_itself_is_answered_shortly(cast, client):
    submission = under_review(cast)
    client.force_login(cast.board_one)

    response = client.post(
        address(submission),
        {"do": "seen", "sequence": 999},
        headers={"accept": "application/json"},
    )

    assert response.status_code == 204
    assert LastSeen.objects.get().sequence == submission.article.records.count()
