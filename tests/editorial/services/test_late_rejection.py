"""A rejection late in the round tells the members who had already signed."""

from __future__ import annotations

import pytest
from django.core import mail

from editorial import services
from tests.factories import signed_once


@pytest.mark.parametrize(
    ("end", "state"),
    [("request_changes", "changes requested"), ("decline_submission", "declined")],
)
def test_late_rejection_tells_who_has_signed(cast, end, state, django_capture_on_commit_callbacks):
    submission = signed_once(cast)
    mail.outbox.clear()

    with django_capture_on_commit_callbacks(execute=True):
        getattr(services, end)(
            acting_user=cast.editor, submission=submission, letter="A trial was retracted."
        )

    told = {address: message for message in mail.outbox for address in message.to}
    pending = {cast.board_two.email}
    assert set(told) == {cast.author.email, cast.coauthor.email, cast.board_one.email} | pending
    assert "need not review" in told[cast.board_two.email].body
    assert "A trial was retracted." not in told[cast.board_two.email].body
    assert f"closed it ({state})" in told[cast.board_one.email].body
    assert "A trial was retracted." in told[cast.author.email].body
    assert submission.signatures.count() == 1
