"""The page on which a submission is judged."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries

from editorial import services
from editorial.models import Submission
from tests.factories import (
    Cast,
    accept,
    approve,
    assign,
    board_member,
    changes_requested,
    signed_once,
    submitted,
    under_review,
)
from tests.refusals import nothing_written

pytestmark = pytest.mark.django_db


def address(submission: Submission) -> str:
    return reverse("admin:editorial_submission_change", args=[submission.pk])


def page(client: Client, submission: Submission) -> str:
    with nothing_written():
        response = client.get(address(submission))
    assert response.status_code == 200
    return response.content.decode()


def test_the_text_is_shown_byte_for_byte(client: Client, cast: Cast) -> None:
    submission = under_review(cast)
    revision = submission.revision
    for who in (cast.editor, cast.board_one, cast.admin):
        client.force_login(who)
        shown = page(client, submission)
        for frozen in (revision.html, revision.plain_html, revision.references_html):
            assert frozen in shown
        assert revision.digest in shown
        assert "A drafting tool, version 3" in shown
        assert "Educational purpose only • Exercise caution as content is pending" in shown


def test_an_invited_member_sees_what_it_is_about_and_not_the_text(
    client: Client, cast: Cast
) -> None:
    submission = submitted(cast)
    assignment = assign(cast, submission, cast.board_one)
    assign(cast, submission, cast.board_two)
    revision = submission.revision
    client.force_login(cast.board_one)
    shown = page(client, submission)
    for told in (revision.question, "Anna Author, MD", "Invited", "words for clinicians"):
        assert told in shown
    hidden = (revision.html, revision.plain_html, "SGLT2", "Bruno Board", "The record")
    for text in (*hidden, revision.digest):
        assert text not in shown
    accept(assignment)
    shown = page(client, submission)
    for text in hidden:
        assert text in shown


@pytest.mark.parametrize("answer", ["turned down", "released"])
def test_who_is_out_of_it_does_not_see_the_text(client: Client, cast: Cast, answer: str) -> None:
    submission = submitted(cast)
    assignment = accept(assign(cast, submission, cast.board_one))
    if answer == "released":
        services.release_assignment(acting_user=cast.editor, assignment=assignment)
    else:
        services.turn_down_assignment(
            acting_user=cast.board_one, assignment=assignment, reason="No time."
        )
    client.force_login(cast.board_one)
    assert submission.revision.html not in page(client, submission)


def test_the_quorum_is_counted_with_names(client: Client, cast: Cast) -> None:
    submission = signed_once(cast)
    client.force_login(cast.editor)
    shown = " ".join(page(client, submission).split())
    assert "1 of 2: Berta Board" in shown
    assert "<dt>From Nephrology</dt><dd>1 of 1</dd>" in shown


def test_disabled_buttons_say_why(client: Client, cast: Cast) -> None:
    submission = submitted(cast)
    client.force_login(cast.editor)
    shown = " ".join(page(client, submission).split())
    assert "disabled>Request changes</button>" in shown
    assert "Changes are asked for once the review has begun. Begin it, or decline." in shown
    assert reverse("admin:editorial_submission_decline", args=[submission.pk]) in shown


def test_what_a_member_wrote_to_the_editors_stays_with_them(client: Client, cast: Cast) -> None:
    submission = submitted(cast)
    accept(assign(cast, submission, cast.board_one))
    services.turn_down_assignment(
        acting_user=cast.board_two,
        assignment=assign(cast, submission, cast.board_two),
        reason="I quarrelled with the author.",
        conflict=True,
    )
    for who, told in ((cast.editor, True), (cast.board_one, False)):
        client.force_login(who)
        assert ("quarrelled" in page(client, submission)) is told


def test_members_read_the_record_of_their_submission_alone(client: Client, cast: Cast) -> None:
    first = changes_requested(cast)
    article = first.article
    services.save_article(
        acting_user=cast.author, article=article, changes={"title": "Another title"}
    )
    second = submitted(cast, article)
    third = board_member(cast.specialty, printed_name="Theo Third")
    accept(assign(cast, second, third))
    for who, everything in ((cast.editor, True), (third, False)):
        client.force_login(who)
        shown = page(client, second)
        assert ("saved the working copy" in shown) is everything
        assert ("Please give the dose in mild kidney failure." in shown) is everything
        assert "submitted a revision" in shown


def test_hostile_words_are_escaped(client: Client, cast: Cast) -> None:
    words = "<script>alert(1)</script>"
    submission = submitted(cast, title=f"T {words}", question=f"Q {words}?", funding=words)
    services.decline_submission(acting_user=cast.editor, submission=submission, letter=words)
    client.force_login(cast.editor)
    shown = (
        page(client, submission)
        + client.get("/admin/editorial/submission/?state=all").content.decode()
    )
    assert words not in shown
    assert escape(words) in shown


def test_the_page_takes_no_post(client: Client, cast: Cast) -> None:
    submission = submitted(cast)
    client.force_login(cast.editor)
    with nothing_written():
        for method in ("post", "put", "patch", "delete"):
            assert getattr(client, method)(address(submission)).status_code == 405
            assert getattr(client, method)("/admin/editorial/submission/").status_code == 405


@pytest.mark.parametrize("number", ["abc", "0", "9" * 30, "²"])
def test_what_is_not_there(client: Client, cast: Cast, number: str) -> None:
    client.force_login(cast.editor)
    assert client.get(f"/admin/editorial/submission/{number}/change/").status_code == 404


def test_the_page_has_a_constant_number_of_queries(
    client: Client, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    submission = under_review(cast)
    approve(submission, cast.board_one)
    client.force_login(cast.editor)
    with django_assert_num_queries(38):
        client.get(address(submission))
    for number in (1, 2):
        assign(cast, submission, board_member(cast.specialty, printed_name=f"More {number}"))
    with django_assert_num_queries(38):
        client.get(address(submission))
