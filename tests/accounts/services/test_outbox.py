"""The outbox: with the act or not at all, tried again, sent once."""

from __future__ import annotations

import smtplib
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from accounts.enums import MailKind
from accounts.models import MailChoice, OutgoingMail
from accounts.services import outbox
from accounts.services.mail_choices import choose_mail
from tests.factories import Cast

pytestmark = pytest.mark.django_db
TEXT = "A subject\n\nDear reader,\n\na body."


class BrokenServer:
    """A mail backend whose server is away."""

    def __init__(self, **_: Any) -> None:
        pass

    def send_messages(self, _messages: Any) -> int:
        raise smtplib.SMTPServerDisconnected("The server is away")


def post(cast: Cast, kind: MailKind = MailKind.DESK) -> OutgoingMail:
    sent = outbox.post(person=cast.editor, kind=kind, text=TEXT)
    assert sent is not None
    return sent


def again(row: OutgoingMail) -> OutgoingMail:
    return OutgoingMail.objects.get(pk=row.pk)


def test_it_is_sent_on_commit(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        row = post(cast)
        assert mail.outbox == []
    (message,) = mail.outbox
    assert message.to == [cast.editor.email]
    assert message.subject == "[Imprimatur] A subject"
    assert message.body.startswith("Dear reader,")
    assert again(row).sent_at is not None


def test_an_act_that_is_rolled_back_sends_nothing(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    def fail() -> None:
        with transaction.atomic():
            post(cast)
            raise ZeroDivisionError

    with (
        django_capture_on_commit_callbacks(execute=True) as callbacks,
        pytest.raises(ZeroDivisionError),
    ):
        fail()
    assert callbacks == []
    assert not OutgoingMail.objects.exists()


def test_a_server_that_fails_breaks_nothing_and_is_tried_again(
    cast: Cast, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.BrokenServer"
    with django_capture_on_commit_callbacks(execute=True):
        row = post(cast)
    failed = again(row)
    assert (failed.attempts, failed.last_error) == (1, "The server is away")
    assert failed.due_at > timezone.now()
    settings.EMAIL_BACKEND = backend
    assert outbox.deliver_due() == 0  # not yet
    OutgoingMail.objects.update(due_at=timezone.now())
    assert outbox.deliver_due() == 1
    assert outbox.deliver_due() == 0
    assert len(mail.outbox) == 1


def test_after_the_last_pause_it_is_given_up(cast: Cast, settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.BrokenServer"
    row = post(cast)
    for _ in range(len(outbox.PAUSES) + 3):
        OutgoingMail.objects.update(due_at=timezone.now())
        outbox.deliver_due()
    assert again(row).gave_up_at is not None
    assert again(row).attempts == len(outbox.PAUSES) + 1


def test_a_try_that_was_cut_off_is_made_again(cast: Cast, monkeypatch: Any) -> None:
    row = post(cast)

    def killed(_mail: OutgoingMail) -> Any:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(outbox, "_message", killed)
        with pytest.raises(KeyboardInterrupt):
            outbox.deliver(row.pk)
    assert outbox.deliver(row.pk) is False  # claimed for the time of the longest try
    OutgoingMail.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    assert outbox.deliver(row.pk) is True


def test_what_was_sent_long_ago_is_removed(cast: Cast) -> None:
    row = post(cast)
    outbox.deliver(row.pk)
    OutgoingMail.objects.update(sent_at=timezone.now() - outbox.KEPT - timedelta(days=1))
    outbox.deliver_due()
    assert not OutgoingMail.objects.exists()


def test_a_kind_that_was_turned_off_is_not_written(cast: Cast) -> None:
    choose_mail(acting_user=cast.editor, wanted=[])
    assert outbox.post(person=cast.editor, kind=MailKind.DESK, text=TEXT) is None
    choose_mail(acting_user=cast.editor, wanted=["desk"])
    assert outbox.post(person=cast.editor, kind=MailKind.DESK, text=TEXT) is not None


def test_mail_about_the_account_always_comes(cast: Cast) -> None:
    from django.db import IntegrityError

    with pytest.raises(IntegrityError), transaction.atomic():
        MailChoice.objects.create(user=cast.editor, kind=MailKind.ACCOUNT, wanted=False)
    outbox.deliver(post(cast, MailKind.ACCOUNT).pk)
    (message,) = mail.outbox
    assert "List-Unsubscribe" not in message.extra_headers


def test_what_can_be_turned_off_says_how(cast: Cast) -> None:
    outbox.deliver(post(cast).pk)
    (message,) = mail.outbox
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = message.extra_headers["List-Unsubscribe"].strip("<>")
    assert address in message.body


def test_a_line_break_in_a_name_makes_no_header(cast: Cast) -> None:
    row = outbox.post(person=cast.editor, kind=MailKind.DESK, text="A\tsubject \u2028 x\n\nBody")
    assert row is not None
    assert row.subject == "[Imprimatur] A subject x"
