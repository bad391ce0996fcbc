"""A mail server that fails breaks no act: what was done stands, and the mail waits."""

from __future__ import annotations

import pytest

from accounts.models import OutgoingMail
from editorial import services
from editorial.models import Record
from tests.factories import approve, assign, declined, draft, published, signed_once, submitted
from tests.factories import withdrawn as withdraw
from tests.refusals import nothing_written

BROKEN = "tests.accounts.services.test_outbox.BrokenServer"

#: act: what it begins with, what is done, and the last thing that the trail says then.
ACTS = {
    "submit": (draft, submitted, "submitted"),
    "withdraw": (draft, withdraw, "withdrawn"),
    "decline": (draft, declined, "declined"),
    "assign": (submitted, lambda cast, thing: assign(cast, thing, cast.board_one), "assigned"),
    "sign": (signed_once, lambda cast, thing: approve(thing, cast.board_two), "published"),
    "retract": (
        published,
        lambda cast, thing: services.retract_publication(
            acting_user=cast.editor, publication=thing, reason="The dose is wrong."
        ),
        "retracted",
    ),
}


@pytest.mark.parametrize("name", ACTS)
def test_mail_server_fails(cast, settings, django_capture_on_commit_callbacks, name):
    arrange, act, said = ACTS[name]
    thing = arrange(cast)
    OutgoingMail.objects.all().delete()
    settings.EMAIL_BACKEND = BROKEN

    with django_capture_on_commit_callbacks(execute=True):
        act(cast, thing)

    assert Record.objects.latest("pk").action == said
    waiting = OutgoingMail.objects.all()
    assert waiting
    assert {(mail.sent_at, mail.last_error) for mail in waiting} == {(None, "The server is away")}


def test_a_refused_act_mails_nobody(cast):
    submission = withdraw(cast)

    with nothing_written(), pytest.raises(Exception, match="This submission is closed"):
        assign(cast, submission, cast.board_one)
