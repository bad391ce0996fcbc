"""The acts of the desk: a look changes nothing, a POST acts, a refusal says why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from accounts.models import User
from accounts.services import people
from accounts.services.sessions import mark_own_sign_in
from editorial import services
from editorial.enums import AssignmentState, Meaning, State
from editorial.models import Signature, Submission
from tests.factories import (
    PASSWORD,
    Cast,
    approve,
    assign,
    published,
    submitted,
    under_review,
)
from tests.factories.signing import code_for, enable_to_sign
from tests.refusals import nothing_written

pytestmark = pytest.mark.django_db

Data = dict[str, Any]
Arrange = Callable[[Cast], Any]


def next_month() -> str:
    return (timezone.now().date() + timedelta(days=30)).isoformat()


def invited(cast: Cast) -> Submission:
    submission = submitted(cast)
    assign(cast, submission, cast.board_one)
    return submission


def opened(cast: Cast) -> Submission:
    submission = submitted(cast)
    services.grant_early_access(acting_user=cast.editor, submission=submission)
    return submission


def sign_in(client: Client, user: User) -> None:
    """Sign in as people do, themselves: a session that somebody else opened can't sign."""
    client.force_login(user)
    session = client.session
    mark_own_sign_in(session, user)
    session.save()


def fresh(submission: Any) -> Any:
    return type(submission).objects.get(pk=submission.pk)


def state_of(member: str) -> Callable[[Cast, Submission], Any]:
    return lambda cast, s: s.assignments.get(member=getattr(cast, member)).state


def signature(cast: Cast, submission: Submission) -> Data:
    return {
        "meaning": Meaning.APPROVED,
        "digest": submission.revision.digest,
        "password": PASSWORD,
        "code": code_for(enable_to_sign(cast.board_one)),
    }


#: act: whose it is, what it is done to, what is posted, what is read after it, and what that is.
ACTS: dict[str, tuple[str, Arrange, Callable[[Cast, Any], Data], Callable[..., Any], Any]] = {
    "assign": (
        "editor",
        submitted,
        lambda cast, _s: {"member": cast.board_one.pk, "due_on": next_month()},
        state_of("board_one"),
        AssignmentState.INVITED,
    ),
    "begin-review": (
        "editor",
        submitted,
        lambda *_: {},
        lambda _c, s: s.state,
        State.UNDER_REVIEW,
    ),
    "request-changes": (
        "editor",
        under_review,
        lambda *_: {"letter": "Give the dose."},
        lambda _c, s: (s.state, s.letter),
        (State.CHANGES_REQUESTED, "Give the dose."),
    ),
    "decline": (
        "editor",
        submitted,
        lambda *_: {"letter": "We have a page on it."},
        lambda _c, s: s.state,
        State.DECLINED,
    ),
    "release": (
        "editor",
        invited,
        lambda _c, s: {"assignment": s.assignments.get().pk},
        state_of("board_one"),
        AssignmentState.RELEASED,
    ),
    "grant-early-access": (
        "editor",
        submitted,
        lambda *_: {},
        lambda _c, s: s.article.early_access,
        True,
    ),
    "end-early-access": (
        "editor",
        opened,
        lambda *_: {},
        lambda _c, s: s.article.early_access,
        False,
    ),
    "accept": (
        "board_one",
        invited,
        lambda *_: {},
        state_of("board_one"),
        AssignmentState.ACCEPTED,
    ),
    "turn-down": (
        "board_one",
        invited,
        lambda *_: {"reason": "No time.", "conflict": "on"},
        state_of("board_one"),
        AssignmentState.DECLINED,
    ),
    "sign": (
        "board_one",
        under_review,
        signature,
        lambda cast, s: (
            [(x.signer, x.meaning) for x in s.signatures.all()]
            == [(cast.board_one, Meaning.APPROVED)]
        ),
        True,
    ),
    "preview-link": (
        "editor",
        submitted,
        lambda *_: {"days": "7"},
        lambda _c, s: s.preview_links.holding().count(),
        1,
    ),
    "notice": (
        "editor",
        published,
        lambda *_: {"kind": "correction", "reason": "The dose is 5 mg."},
        lambda _c, p: p.notices.count(),
        1,
    ),
    "retract": (
        "editor",
        published,
        lambda *_: {"reason": "The dose is wrong.", "sure": "on"},
        lambda _c, p: p.status,
        "retracted",
    ),
}


def address(act: str, thing: Any) -> str:
    base = "articles_publication" if act in ("notice", "retract") else "editorial_submission"
    return reverse(f"admin:{base}_{act}", args=[thing.pk])


@pytest.mark.parametrize("act", ACTS)
def test_an_act(client: Client, cast: Cast, act: str) -> None:
    who, arrange, data, outcome, wanted = ACTS[act]
    thing = arrange(cast)
    where, posted = address(act, thing), data(cast, thing)
    others = {"editor", "board_one", "admin"} - {who}
    for other in others:
        client.force_login(getattr(cast, other))
        with nothing_written():
            status = client.post(where, posted).status_code
        # Who was not asked does not know of the submission.
        assert status in (403, 404), other
    for outsider in (cast.author, cast.outsider):
        client.force_login(outsider)
        with nothing_written():
            assert client.post(where, posted).status_code == 302
        assert outcome(cast, fresh(thing)) != wanted if act not in UNASKED else True
    sign_in(client, getattr(cast, who))
    with nothing_written():
        page = client.get(where)
        assert page.status_code == 200
        assert client.head(where).status_code == 200
        assert client.put(where).status_code == 405
    for sentence in page.context["consequences"]:
        assert sentence in page.content.decode().replace("&#x27;", "'")
    response = client.post(where, posted, follow=True)
    assert response.redirect_chain, response.context["form"].errors
    assert [str(m) for m in response.context["messages"]]
    assert outcome(cast, fresh(thing)) == wanted
    # A second click: one clean outcome, in words.
    with nothing_written():
        again = client.post(where, posted)
    assert again.status_code in (200, 409)
    words = again.context["refused"] or again.context["form"].errors
    assert words, again.content.decode()


#: Acts whose outcome can't be read before there is an assignment.
UNASKED = {"assign"}


def test_a_form_without_a_csrf_token_does_nothing(cast: Cast) -> None:
    submission = submitted(cast)
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.editor)
    with nothing_written():
        assert client.post(address("begin-review", submission)).status_code == 403


@pytest.mark.parametrize(
    ("act", "arrange", "data", "words"),
    [
        ("request-changes", submitted, {"letter": "Why."}, "once the review has begun"),
        ("decline", submitted, {"letter": " "}, "This field is required"),
        ("decline", submitted, {"letter": "x" * 20_001}, "20,000 characters at most"),
        ("assign", submitted, {"member": "0", "due_on": "2099-01-31"}, "Choose one of the members"),
        ("assign", submitted, {"due_on": "2099-01-31"}, "Choose a member of the board"),
        ("release", submitted, {"assignment": "7"}, "Nobody is asked who has not signed"),
    ],
)
def test_an_editors_act_that_is_refused(
    client: Client, cast: Cast, act: str, arrange: Arrange, data: Data, words: str
) -> None:
    submission = arrange(cast)
    client.force_login(cast.editor)
    with nothing_written():
        response = client.post(address(act, submission), data)
    assert response.status_code == (409 if act == "request-changes" else 200)
    assert words in response.content.decode()


def test_a_day_that_has_passed_is_said_beside_the_day(client: Client, cast: Cast) -> None:
    submission = submitted(cast)
    client.force_login(cast.editor)
    data = {"member": cast.board_one.pk, "due_on": "2020-01-31"}
    with nothing_written():
        response = client.post(address("assign", submission), data)
    assert response.context["form"].errors["due_on"] == [
        "The day by which the review is due has passed."
    ]


def test_candidates_who_may_not_are_shown_with_the_reason(client: Client, cast: Cast) -> None:
    submission = invited(cast)
    client.force_login(cast.editor)
    page = client.get(address("assign", submission)).content.decode()
    assert "Berta Board has been asked already." in page
    assert page.index("Bruno Board") < page.index("Berta Board")
    with nothing_written():
        data = {"member": cast.board_one.pk, "due_on": next_month()}
        response = client.post(address("assign", submission), data)
    assert response.status_code == 409
    assert response.context["refused"] == ["Berta Board has been asked already."]


# --- Signing ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ({"meaning": ""}, 200, "What your signature means"),
        ({"meaning": "blessed"}, 200, "What your signature means"),
        ({"digest": "0" * 64}, 409, "The text you saw is not the text under review."),
        ({"digest": ""}, 200, "This field is required."),
    ],
)
def test_a_signature_that_is_refused(
    client: Client, cast: Cast, change: Data, status: int, words: str
) -> None:
    submission = under_review(cast)
    client.force_login(cast.board_one)
    with nothing_written():
        response = client.post(
            address("sign", submission), {**signature(cast, submission), **change}
        )
    assert response.status_code == status
    assert words in response.content.decode() or "digest" in response.context["form"].errors
    assert not Signature.objects.exists()
    assert PASSWORD not in response.content.decode()


def test_the_page_of_signing_says_what_is_signed(client: Client, cast: Cast) -> None:
    submission = under_review(cast)
    client.force_login(cast.board_one)
    page = client.get(address("sign", submission)).content.decode()
    revision = submission.revision
    for words in (revision.digest, revision.question, "Berta Board, MD", "UTC (+00:00)"):
        assert words in page
    assert revision.html in page
    assert revision.plain_html in page


def test_the_last_approval_publishes(client: Client, cast: Cast) -> None:
    submission = under_review(cast)
    approve(submission, cast.board_two)
    sign_in(client, cast.board_one)
    response = client.post(address("sign", submission), signature(cast, submission), follow=True)
    assert [str(m) for m in response.context["messages"]] == [
        "You have signed. The policy is met, and the text is published."
    ]
    assert Submission.objects.get().publication is not None


def test_an_editor_who_wrote_it_sees_why_not(client: Client, cast: Cast) -> None:
    submission = submitted(cast)
    people.set_roles(acting_user=cast.admin, person=cast.author, roles=[Role.AUTHOR, Role.EDITOR])
    client.force_login(User.objects.get(pk=cast.author.pk))
    page = client.get(address("decline", submission))
    assert page.status_code == 200
    assert page.context["reasons"]
    assert '<form method="post" class="desk-form"' not in page.content.decode()
    with nothing_written():
        response = client.post(address("decline", submission), {"letter": "No."})
    assert response.status_code == 409
    assert "another editor must decide" in response.content.decode()
