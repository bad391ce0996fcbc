"""Who may see a text, in every state, through HTTP: the table, and a walk over it.

Columns: the pending page; the desk's page; whether that shows the text; the authors' page; the
readers' page; the certificate. "-" stands for the sign-in, to which strangers are led.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from editorial import services
from editorial.models import Submission
from tests.factories import (
    Cast,
    accept,
    approve,
    assign,
    board_member,
    changes_requested,
    declined,
    draft,
    publish,
    submitted,
    withdrawn,
)
from tests.refusals import nothing_written

pytestmark = pytest.mark.django_db

#: Words of the clinician text that stand nowhere else.
TEXT = "Examplegliflozin"

NO = 404
#: (pending, desk, text at the desk, authors' page, readers' page, certificate)
Row = tuple[Any, Any, bool, Any, Any, Any]
STRANGER: Row = (NO, "-", False, "-", NO, "-")
OTHER_AUTHOR: Row = (NO, "-", False, NO, NO, NO)
NOT_ASKED: Row = (NO, NO, False, 403, NO, NO)
AUTHOR_OPEN: Row = (200, "-", False, 200, NO, NO)
AUTHOR_CLOSED: Row = (NO, "-", False, 200, NO, NO)
DESK_OPEN: Row = (200, 200, True, 403, NO, NO)
DESK_CLOSED: Row = (NO, 200, True, 403, NO, NO)
ASKED_OPEN: Row = (NO, 200, False, 403, NO, NO)
ASKED_CLOSED: Row = (NO, 200, False, 403, NO, NO)
AGREED_OPEN: Row = (200, 200, True, 403, NO, NO)
SIGNED_CLOSED: Row = (NO, 200, True, 403, NO, NO)


def public(row: Row, *, certificate: Any) -> Row:
    """The same once it is published: the pending page leads there, everybody reads it."""
    return (302, row[1], row[2], row[3], 200, certificate)


#: state -> person -> what they get. ``member`` is board_one, ``asked`` board_two.
TABLE: dict[str, dict[str, Row]] = {
    "draft": {
        "reader": (NO, None, False, "-", NO, None),
        "author": (NO, None, False, 200, NO, None),
        "coauthor": (NO, None, False, 200, NO, None),
        "outsider": (NO, None, False, NO, NO, None),
        "editor": (NO, None, False, 403, NO, None),
        "board_one": (NO, None, False, 403, NO, None),
        "admin": (NO, None, False, 403, NO, None),
    },
    "submitted": {
        "reader": STRANGER,
        "author": AUTHOR_OPEN,
        "coauthor": AUTHOR_OPEN,
        "outsider": OTHER_AUTHOR,
        "editor": DESK_OPEN,
        "admin": DESK_OPEN,
        "board_one": NOT_ASKED,
        "board_two": NOT_ASKED,
    },
    "under review, one agreed, one asked": {
        "reader": STRANGER,
        "author": AUTHOR_OPEN,
        "coauthor": AUTHOR_OPEN,
        "outsider": OTHER_AUTHOR,
        "editor": DESK_OPEN,
        "admin": DESK_OPEN,
        "board_one": AGREED_OPEN,
        "board_two": ASKED_OPEN,
        "unasked": NOT_ASKED,
    },
    "under review, one signed": {
        "reader": STRANGER,
        "author": AUTHOR_OPEN,
        "outsider": OTHER_AUTHOR,
        "editor": DESK_OPEN,
        "board_one": AGREED_OPEN,
        "board_two": AGREED_OPEN,
        "unasked": NOT_ASKED,
    },
    "changes requested": {
        "reader": STRANGER,
        "author": AUTHOR_CLOSED,
        "outsider": OTHER_AUTHOR,
        "editor": DESK_CLOSED,
        "admin": DESK_CLOSED,
        "unasked": NOT_ASKED,
    },
    "declined": {
        "reader": STRANGER,
        "author": AUTHOR_CLOSED,
        "coauthor": AUTHOR_CLOSED,
        "outsider": OTHER_AUTHOR,
        "editor": DESK_CLOSED,
        "board_one": NOT_ASKED,
    },
    "withdrawn": {
        "reader": STRANGER,
        "author": AUTHOR_CLOSED,
        "outsider": OTHER_AUTHOR,
        "editor": DESK_CLOSED,
        "board_one": NOT_ASKED,
    },
    "approved": {
        "reader": public(STRANGER, certificate="-"),
        "author": public(AUTHOR_CLOSED, certificate=NO),
        "coauthor": public(AUTHOR_CLOSED, certificate=NO),
        "outsider": public(OTHER_AUTHOR, certificate=NO),
        "editor": public(DESK_CLOSED, certificate=200),
        "admin": public(DESK_CLOSED, certificate=200),
        "board_one": public(SIGNED_CLOSED, certificate=200),
        "board_two": public(SIGNED_CLOSED, certificate=200),
        "unasked": public(NOT_ASKED, certificate=NO),
    },
    "under review, open to the public": {
        "reader": (200, "-", False, "-", NO, "-"),
        "outsider": (200, "-", False, NO, NO, NO),
        "unasked": (200, NO, False, 403, NO, NO),
        "board_two": (200, 200, False, 403, NO, NO),
    },
}


def _half_asked(cast: Cast) -> Submission:
    submission = submitted(cast)
    accept(assign(cast, submission, cast.board_one))
    assign(cast, submission, cast.board_two)
    return services.begin_review(acting_user=cast.editor, submission=submission)


def _one_signed(cast: Cast) -> Submission:
    submission = _half_asked(cast)
    accept(submission.assignments.get(member=cast.board_two))
    approve(submission, cast.board_one)
    return submission


def _approved(cast: Cast) -> Submission:
    submission = _half_asked(cast)
    accept(submission.assignments.get(member=cast.board_two))
    publish(cast, submission)
    return submission


def _open_to_all(cast: Cast) -> Submission:
    return services.grant_early_access(acting_user=cast.editor, submission=_half_asked(cast))


WAYS: dict[str, Callable[[Cast], Submission]] = {
    "submitted": submitted,
    "under review, one agreed, one asked": _half_asked,
    "under review, one signed": _one_signed,
    "changes requested": changes_requested,
    "declined": declined,
    "withdrawn": withdrawn,
    "approved": _approved,
    "under review, open to the public": _open_to_all,
}


def answer(client: Client, address: str) -> tuple[Any, str]:
    """Return the status, "-" for the way to the sign-in, and the body."""
    response = client.get(address)
    if response.status_code == 302 and "/login/" in response["Location"]:
        return "-", ""
    return response.status_code, response.content.decode()


def seen(client: Client, slug: str, submission: Submission | None) -> Row:
    """Return the row of a person."""
    pending, _body = answer(client, reverse("pending:article", args=[slug]))
    mine, _body = answer(client, reverse("write:article", args=[slug]))
    article, _body = answer(client, reverse("reader:article", args=[slug]))
    if submission is None:
        return (pending, None, False, mine, article, None)
    at = reverse("admin:editorial_submission_change", args=[submission.pk])
    desk, page = answer(client, at)
    # Who reads the text on that page gets it as a file, and nobody else.
    file, text = answer(
        client, reverse("admin:editorial_submission_revision-file", args=[submission.pk, "md"])
    )
    led_back = 302 if desk == 200 else desk
    assert (file, TEXT in text) == ((200, True) if TEXT in page else (led_back, False))
    certificate, _body = answer(client, reverse("certificates:page", args=[submission.uid]))
    return (pending, desk, TEXT in page, mine, article, certificate)


@pytest.mark.parametrize("state", TABLE)
def test_everybody_sees_what_they_may(cast: Cast, state: str) -> None:
    unasked = board_member(cast.specialty, printed_name="Uma Unasked")
    if state == "draft":
        submission, slug = None, draft(cast).slug
    else:
        submission = WAYS[state](cast)
        slug = submission.article.slug
    clients = {who: Client() for who in TABLE[state]}
    for who, client in clients.items():
        person = unasked if who == "unasked" else getattr(cast, who)
        if person.is_authenticated:
            client.force_login(person)
    with nothing_written():
        found = {who: seen(client, slug, submission) for who, client in clients.items()}
    assert found == TABLE[state]
