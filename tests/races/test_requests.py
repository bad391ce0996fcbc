"""The same races through the screens: two requests at once, and no page of an error."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.services.signing_series import KEY
from editorial.enums import Meaning, State
from editorial.models import Submission
from tests.factories import PASSWORD, Cast, proof_for, sign_in, signed_once, under_review
from tests.factories.signing import session_of
from tests.races.processes import DONE, Outcome, race
from tests.races.promises import check

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

ROUNDS = 10
SIGNED = Outcome("refused", "You have signed this submission already.")


def signer(user: User, submission: Submission) -> Client:
    """Sign a member in, in a session whose next signature takes the password alone."""
    client = Client()
    proof_for(user, submission)
    sign_in(client, user)
    session = client.session
    session[KEY] = session_of(user)[KEY]
    session.save()
    return client


def author(user: User) -> Client:
    client = Client()
    sign_in(client, user)
    return client


def post(client: Client, address: str, data: dict[str, Any], told: Callable[[Any], Any]) -> Outcome:
    """Post a form; say how it ended in the words of the page that followed."""
    response = client.post(address, data, follow=True)
    if response.context is None:
        return Outcome(f"a bare {response.status_code}")
    return told(response)


def desk_told(response: Any) -> Outcome:
    if response.redirect_chain:
        return DONE
    return Outcome("refused", " ".join(response.context["refused"]))


def write_told(response: Any) -> Outcome:
    (message,) = response.context["messages"]
    return DONE if message.level_tag == "success" else Outcome("refused", str(message))


def sign(client: Client, submission: Submission) -> Any:
    return partial(
        post,
        client,
        reverse("admin:editorial_submission_sign", args=[submission.pk]),
        {
            "meaning": Meaning.APPROVED.value,
            "digest": submission.revision.digest,
            "password": PASSWORD,
        },
        desk_told,
    )


def withdraw(client: Client, submission: Submission) -> Any:
    return partial(
        post,
        client,
        reverse("write:withdraw", args=[submission.article.slug]),
        {"reason": "We found a mistake.", "submission": str(submission.uid)},
        write_told,
    )


def test_two_members_sign_at_the_same_moment(cast: Cast) -> None:
    submissions = [under_review(cast) for _ in range(ROUNDS)]
    one = signer(cast.board_one, submissions[0])
    two = signer(cast.board_two, submissions[0])

    outcomes = race([(sign(one, each), sign(two, each)) for each in submissions])

    assert outcomes == [(DONE, DONE)] * ROUNDS
    for submission in submissions:
        assert check(submission).state == State.APPROVED


def test_last_signature_against_a_withdrawal(cast: Cast) -> None:
    submissions = [signed_once(cast) for _ in range(ROUNDS)]
    member, writer = signer(cast.board_two, submissions[0]), author(cast.author)

    outcomes = race([(sign(member, each), withdraw(writer, each)) for each in submissions])

    for submission, (signed, taken) in zip(submissions, outcomes, strict=True):
        state = check(submission).state
        won, lost = (signed, taken) if state == State.APPROVED else (taken, signed)
        assert state in (State.APPROVED, State.WITHDRAWN)
        assert won == DONE
        assert lost.how == "refused", lost
        assert lost.words


def test_double_click_on_the_signature(cast: Cast) -> None:
    """In one session, as a double click is."""
    submissions = [under_review(cast) for _ in range(ROUNDS)]
    member = signer(cast.board_one, submissions[0])

    outcomes = race([(sign(member, each), sign(member, each)) for each in submissions])

    assert [sorted(outcome) for outcome in outcomes] == [[DONE, SIGNED]] * ROUNDS
    for submission in submissions:
        assert check(submission).signatures.count() == 1
