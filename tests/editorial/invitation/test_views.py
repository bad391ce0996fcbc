from __future__ import annotations

import re

import pytest
from django.core import mail, signing
from django.urls import reverse
from django.utils import timezone

from editorial import services
from editorial.enums import AssignmentState
from editorial.invitations import LIVES_FOR, token_for
from editorial.models import Record
from tests.factories import accept, assign, submitted
from tests.refusals import nothing_written

YES = {"answer": "agree"}
NO = {"answer": "turn-down", "reason": "No time."}


@pytest.fixture
def invited(cast):
    return assign(cast, submitted(cast), cast.board_one)


@pytest.fixture
def page(invited):
    return reverse("invitation:answer", args=[token_for(invited)])


def test_the_mail_carries_the_link(cast, client, django_capture_on_commit_callbacks):
    submission = submitted(cast)
    with django_capture_on_commit_callbacks(execute=True):
        assign(cast, submission, cast.board_one)

    link = re.search(r"https?://[^/]+(/invitation/\S+)", mail.outbox[-1].body)
    assert link
    assert client.get(link[1]).status_code == 200


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_changes_nothing_and_signs_nobody_in(client, invited, page, method):
    with nothing_written():
        response = getattr(client, method)(page)

    assert response.status_code == 200
    assert "sessionid" not in client.cookies
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]


def test_the_page_says_what_is_asked_but_not_the_text(client, invited, page):
    html = client.get(page).content.decode()

    assert "Treating diabetic kidney disease" in html
    assert "How is diabetic kidney disease treated?" in html
    assert "Berta Board" in html
    assert "eGFR" not in html
    assert "daily tablet" not in html


def test_agreeing_needs_no_sign_in_and_gives_none(client, invited, page):
    response = client.post(page, YES)

    agreed = reverse("invitation:agreed")
    assert response["Location"] == f"{agreed}?text={invited.submission_id}"
    text = reverse("admin:editorial_submission_review", args=[invited.submission_id])
    assert text in client.get(response["Location"]).content.decode()
    for nonsense in ("", "?text=", "?text=%C2%B2", "?text=//evil.example", f"?text={'9' * 40}"):
        assert (
            reverse("admin:editorial_submission_changelist")
            in client.get(agreed + nonsense).content.decode()
        )
    invited.refresh_from_db()
    assert invited.state == AssignmentState.ACCEPTED
    assert "sessionid" not in client.cookies
    record = Record.objects.latest("sequence")
    assert record.actor == invited.member
    assert record.details["via"] == "the link in the mail"
    assert client.get(response["Location"]).status_code == 200


def test_turning_down_with_a_conflict(cast, client, invited, page):
    response = client.post(page, {**NO, "conflict": "on"})

    assert response["Location"] == reverse("invitation:turned_down")
    invited.refresh_from_db()
    assert (invited.state, invited.reason) == (AssignmentState.DECLINED, "No time.")
    assert invited.conflict_declared
    assert client.get(response["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Choose your answer"),
        ({"answer": "turn-down", "reason": " "}, "Say in a few words why"),
        ({"answer": "agree", "conflict": "on"}, "turn it down"),
        ({"answer": "perhaps"}, "Select a valid choice"),
    ],
)
def test_an_unclear_answer_is_asked_again(client, invited, page, data, words):
    with nothing_written():
        response = client.post(page, data)

    assert response.status_code == 200
    assert words in response.content.decode()


# --- Dead links ---------------------------------------------------------------------------------


def gone(client, page):
    with nothing_written():
        looked, answered = client.get(page), client.post(page, YES)
    assert (looked.status_code, answered.status_code) == (410, 410)
    assert "Treating diabetic" not in looked.content.decode()


def test_link_dies_when_used(client, invited, page):
    client.post(page, YES)

    gone(client, page)


def test_link_dies_when_answered_at_the_desk(client, invited, page):
    accept(invited)

    gone(client, page)


def test_link_dies_when_released_and_lives_not_again(cast, client, invited, page):
    services.release_assignment(acting_user=cast.editor, assignment=invited)
    gone(client, page)

    again = assign(cast, invited.submission, cast.board_one)
    gone(client, page)
    assert client.get(reverse("invitation:answer", args=[token_for(again)])).status_code == 200


def test_link_dies_with_the_submission(cast, client, invited, page):
    services.withdraw_submission(acting_user=cast.author, submission=invited.submission)

    gone(client, page)


def test_link_dies_with_the_account(client, invited, page):
    invited.member.is_active = False
    invited.member.save()

    gone(client, page)


def test_link_dies_of_age(client, invited, monkeypatch):
    old = timezone.now().timestamp() - LIVES_FOR.total_seconds() - 1
    monkeypatch.setattr(signing.time, "time", lambda: old)
    token = token_for(invited)
    monkeypatch.undo()

    gone(client, reverse("invitation:answer", args=[token]))


@pytest.mark.parametrize("token", ["x", "a:b:c", "1", "%00"])
def test_forged_link_is_not_found(client, invited, token):
    assert client.get(f"/invitation/{token}/").status_code == 404


def test_altered_link_is_not_found(client, page):
    assert client.get(f"{page[:-2]}{'A' if page[-2] != 'A' else 'B'}/").status_code == 404


def test_link_answers_for_nobody_who_is_signed_in_as_somebody_else(cast, client, page):
    client.force_login(cast.board_two)

    with nothing_written():
        assert client.get(page).status_code == 403
        assert client.post(page, YES).status_code == 403


def test_link_works_for_its_member_who_is_signed_in(cast, client, page):
    client.force_login(cast.board_one)

    assert client.post(page, YES).status_code == 302


def test_agreeing_is_refused_in_words_where_the_policy_refuses(cast, client, invited, page):
    cast.board_one.memberships.update(term_end=timezone.now().date() - timezone.timedelta(days=1))

    assert "not a current member" in client.get(page).content.decode()
    with nothing_written():
        response = client.post(page, YES)
    assert response.status_code == 409
    assert "not a current member" in response.content.decode()
    assert client.post(page, NO).status_code == 302


def test_posting_needs_the_token_against_forgery(invited, page):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    with nothing_written():
        assert strict.post(page, YES).status_code == 403
