"""The end of a round tells the members who have signed, and those who were still asked."""

from __future__ import annotations

import pytest
from django.core import mail

from accounts.enums import MailKind
from accounts.models import OutgoingMail
from editorial import services
from tests.factories import accept, approve, assign, board_member, signed_once


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


def test_the_quorum_tells_exactly_those_who_were_still_asked(cast):
    submission = signed_once(cast)
    invited, agreed, away, released, never = (board_member(cast.specialty) for _ in range(5))
    asked = {member: assign(cast, submission, member) for member in (invited, agreed, away)}
    accept(asked[agreed])
    services.turn_down_assignment(acting_user=away, assignment=asked[away], reason="On leave.")
    services.release_assignment(
        acting_user=cast.editor, assignment=assign(cast, submission, released)
    )
    OutgoingMail.objects.all().delete()

    approve(submission, cast.board_two)

    written = {row.to: row for row in OutgoingMail.objects.exclude(kind=MailKind.ACCOUNT)}
    ended = {to for to, row in written.items() if "need not review" in row.body}
    assert ended == {invited.email, agreed.email}
    for email in ended:
        row = written[email]
        # It follows a request that can't be turned off, and neither can this.
        assert row.kind == MailKind.INVITATION
        assert "has\nits quorum without you and is published" in row.body
        assert "invitation/" not in row.body
    signers = {cast.board_one.email, cast.board_two.email}
    assert {to for to in written if to not in ended} == {
        *signers,
        cast.author.email,
        cast.coauthor.email,
    }
    assert not {away.email, released.email, never.email} & set(written)
