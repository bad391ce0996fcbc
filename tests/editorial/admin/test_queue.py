"""The queue and the start page: what waits for whom."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.enums import Role
from accounts.models import BoardMembership
from editorial import services
from editorial.enums import Meaning
from tests.factories import (
    Cast,
    UserFactory,
    accept,
    assign,
    declined,
    published,
    signed_once,
    submitted,
    under_review,
)
from tests.factories.signing import proof_for

pytestmark = pytest.mark.django_db

QUEUE = "/admin/editorial/submission/"


def rows(client: Client, query: str = "") -> list[str]:
    response = client.get(QUEUE + query)
    assert response.status_code == 200
    return [s.revision.title for s in response.context["cl"].result_list]


def test_open_ones_unless_asked_otherwise(client: Client, cast: Cast) -> None:
    submitted(cast, title="First")
    declined(cast, title="Gone")
    under_review(cast, title="Third")
    client.force_login(cast.editor)
    assert rows(client) == ["First", "Third"]
    assert rows(client, "?state=declined") == ["Gone"]
    assert rows(client, "?state=all") == ["First", "Gone", "Third"]
    assert rows(client, "?state=nonsense") == ["First", "Third"]
    assert rows(client, "?q=third") == ["Third"]
    assert rows(client, "?specialty=nephrology") == ["First", "Third"]
    assert rows(client, "?specialty=general-medicine") == []


def test_a_row_says_it_in_words(client: Client, cast: Cast) -> None:
    submission = signed_once(cast)
    client.force_login(cast.editor)
    page = client.get(QUEUE).content.decode()
    for words in ("Under review", "1 of 2", "Nephrology", "Anna Author, Carl Coauthor"):
        assert words in page
    assert submission.revision.question in page


def test_a_late_review_is_called_overdue(client: Client, cast: Cast) -> None:
    submission = submitted(cast)
    assignment = assign(cast, submission, cast.board_one)
    client.force_login(cast.board_one)
    assert "(overdue)" not in client.get(QUEUE).content.decode()
    type(assignment).objects.update(due_on=timezone.now().date() - timedelta(days=1))
    assert "(overdue)" in client.get(QUEUE).content.decode()


def test_members_see_what_they_were_asked_about(client: Client, cast: Cast) -> None:
    submitted(cast, title="Not hers")
    asked = submitted(cast, title="Hers")
    assign(cast, asked, cast.board_one)
    client.force_login(cast.board_one)
    assert rows(client) == ["Hers"]
    assert rows(client, "?awaiting=me") == ["Hers"]
    client.force_login(cast.board_two)
    assert rows(client) == []


def test_what_awaits_an_editor(client: Client, cast: Cast) -> None:
    submitted(cast, title="New")
    under_review(cast, title="Being read")
    returned = under_review(cast, title="Returned")
    services.sign_submission(
        acting_user=cast.board_one,
        submission=returned,
        meaning=Meaning.RETURNED,
        digest=returned.revision.digest,
        proof=proof_for(cast.board_one, returned),
    )
    client.force_login(cast.editor)
    assert rows(client, "?awaiting=me") == ["New", "Returned"]


@pytest.mark.parametrize(("who", "queries"), [("editor", 11), ("board_one", 11)])
def test_the_queue_has_a_constant_number_of_queries(
    client: Client,
    cast: Cast,
    django_assert_num_queries: DjangoAssertNumQueries,
    who: str,
    queries: int,
) -> None:
    client.force_login(getattr(cast, who))
    for count in (1, 3):
        while len(rows(client)) < count:
            assign(cast, submitted(cast), cast.board_one)
        with django_assert_num_queries(queries):
            assert len(rows(client)) == count


# --- The start page -----------------------------------------------------------------------------


def wanted(client: Client) -> list[str]:
    response = client.get(reverse("admin:index"))
    assert response.status_code == 200
    return [task.wanted for task in response.context["tasks"]]


def test_a_member_is_led_from_invitation_to_signature(client: Client, cast: Cast) -> None:
    submission = submitted(cast)
    client.force_login(cast.board_one)
    assert wanted(client) == []
    assignment = assign(cast, submission, cast.board_one)
    assert wanted(client) == ["You are asked to review. Agree, or turn it down."]
    accept(assignment)
    assert wanted(client) == ["You agreed to review. It has not begun yet."]
    services.begin_review(acting_user=cast.editor, submission=submission)
    assert wanted(client) == ["Review and sign."]


def test_an_editor_is_told_what_to_do_next(client: Client, cast: Cast) -> None:
    client.force_login(cast.editor)
    submission = submitted(cast)
    assert wanted(client) == ["New. Ask reviewers, and begin the review."]
    assignment = assign(cast, submission, cast.board_one)
    assert wanted(client) == ["Reviewers are asked. Begin the review."]
    services.begin_review(acting_user=cast.editor, submission=submission)
    assert wanted(client) == []
    services.release_assignment(acting_user=cast.editor, assignment=assignment)
    assert wanted(client) == ["Nobody is asked who has yet to sign. Ask a reviewer."]
    again = accept(assign(cast, submission, cast.board_one))
    services.sign_submission(
        acting_user=again.member,
        submission=submission,
        meaning=Meaning.RETURNED,
        digest=submission.revision.digest,
        proof=proof_for(cast.board_one, submission),
    )
    assert wanted(client) == ["A member returned the text. Request changes, or decline."]


def test_an_administrator_is_told_of_the_board(client: Client, cast: Cast) -> None:
    client.force_login(cast.admin)
    context = client.get(reverse("admin:index")).context
    assert (context["ending"], context["seatless"]) == ([], [])
    today = timezone.now().date()
    BoardMembership.objects.filter(user=cast.board_one).update(term_end=today + timedelta(days=9))
    BoardMembership.objects.filter(user=cast.board_two).update(term_end=today - timedelta(days=9))
    context = client.get(reverse("admin:index")).context
    assert [seat.user for seat in context["ending"]] == [cast.board_one]
    assert context["seatless"] == [cast.board_two]


def test_editors_are_told_of_reviews_that_come_due(client: Client, cast: Cast) -> None:
    publication = published(cast)
    client.force_login(cast.editor)
    assert client.get(reverse("admin:index")).context["overdue"] == []
    assert publication.next_review_due > timezone.now().date()


def test_who_has_not_disclosed_is_told(client: Client, cast: Cast) -> None:
    old = timezone.now().date() - timedelta(days=400)
    for roles, disclosed, words in (
        ([Role.EDITOR], True, ""),
        ([Role.EDITOR], False, "You have not disclosed your interests"),
        ([Role.BOARD], old, "is older than twelve months"),
    ):
        client.force_login(UserFactory(roles=roles, disclosed=disclosed))
        assert words in client.get(reverse("admin:index")).context["own_disclosure"]
    page = client.get(reverse("admin:index")).content.decode()
    assert "older than twelve months" in page
    assert "can&#x27;t review or sign" in page or "can't review or sign" in page


@pytest.mark.parametrize(("who", "queries"), [("editor", 14), ("board_one", 10), ("admin", 8)])
def test_the_start_page_has_a_constant_number_of_queries(
    client: Client,
    cast: Cast,
    django_assert_num_queries: DjangoAssertNumQueries,
    who: str,
    queries: int,
) -> None:
    client.force_login(getattr(cast, who))
    made = 0
    for count in (1, 3):
        while made < count:
            assign(cast, submitted(cast), cast.board_one)
            made += 1
        with django_assert_num_queries(queries):
            client.get(reverse("admin:index"))
