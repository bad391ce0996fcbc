"""The outbox: mail is written with the act that it tells of, and sent once that is committed.

A mail server that fails breaks nothing and loses nothing. The first try follows the commit at once;
``manage.py work`` makes the later ones.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from accounts.enums import MAIL_ALWAYS, MailKind
from accounts.models import MailChoice, OutgoingMail, User
from accounts.services.mail_choices import unsubscribe_address

logger = logging.getLogger(__name__)

#: How long after the first, second, … failure a mail is tried again. After the last it is given up.
PAUSES = tuple(
    timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 720, 1440, 1440, 1440)
)
#: A try that has not come back by then was cut off, and the mail is tried again.
LONGEST_TRY = timedelta(minutes=10)
#: How long a sent mail is kept, to answer "I never got it".
KEPT = timedelta(days=30)
AT_ONCE = 200


def post(*, person: User | None, kind: MailKind, text: str, to: str = "") -> OutgoingMail | None:
    """Write a mail; return None if the person has turned its kind off.

    The first line of ``text`` is the subject. It goes to the person's address unless ``to`` is
    given. It is sent on commit, and not at all if the transaction is rolled back.
    """
    if person is not None and not wants(person, kind):
        return None
    subject, _, body = text.strip().partition("\n")
    now = timezone.now()
    mail = OutgoingMail.objects.create(
        kind=kind,
        person=person,
        to=to or (person.email if person else ""),
        subject=f"[{settings.SITE_NAME}] {' '.join(subject.split())}"[:300],
        body=body.strip(),
        created_at=now,
        due_at=now,
    )
    transaction.on_commit(partial(deliver, mail.pk), robust=True)
    return mail


def wants(person: User, kind: MailKind) -> bool:
    """Tell whether the person gets mail of the kind: yes, unless they turned it off."""
    if kind in MAIL_ALWAYS:
        return True
    return not MailChoice.objects.filter(user=person, kind=kind, wanted=False).exists()


def deliver(pk: int) -> bool:
    """Try to send a mail that is due; return whether it is sent now.

    Of two processes that try at once one sends. A try that was cut off between the server's
    acceptance and our note of it is repeated: better a mail twice than never.
    """
    now = timezone.now()
    waiting = OutgoingMail.objects.filter(
        pk=pk, sent_at__isnull=True, gave_up_at__isnull=True, due_at__lte=now
    )
    if not waiting.update(due_at=now + LONGEST_TRY):
        return False
    mail = OutgoingMail.objects.select_related("person").filter(pk=pk).first()
    if mail is None:  # forgotten since
        return False
    try:
        _message(mail).send()
    except OSError as error:  # of which smtplib's are
        _note_failure(mail, error)
        return False
    OutgoingMail.objects.filter(pk=pk).update(sent_at=timezone.now(), last_error="")
    return True


def deliver_due() -> int:
    """Try every mail that is due, oldest first; return how many were sent. Old ones are removed."""
    now = timezone.now()
    due = OutgoingMail.objects.filter(
        sent_at__isnull=True, gave_up_at__isnull=True, due_at__lte=now
    ).order_by("due_at")
    sent = sum(deliver(pk) for pk in list(due.values_list("pk", flat=True)[:AT_ONCE]))
    OutgoingMail.objects.filter(sent_at__lt=now - KEPT).delete()
    return sent


def forget_about(address: str) -> None:
    """Delete every mail, sent or not, that names an address which is its own alone."""
    OutgoingMail.objects.filter(body__contains=address).delete()


def _message(mail: OutgoingMail) -> EmailMessage:
    """Return the message; those that can be turned off say how (RFC 2369, RFC 8058)."""
    message = EmailMessage(mail.subject, mail.body, None, [mail.to])
    if mail.person is not None and mail.kind not in MAIL_ALWAYS:
        address = unsubscribe_address(mail.person, MailKind(mail.kind))
        message.body += f"\n\n-- \nNo more mail of this kind: {address}"
        message.extra_headers["List-Unsubscribe"] = f"<{address}>"
        message.extra_headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return message


def _note_failure(mail: OutgoingMail, error: OSError) -> None:
    logger.warning("A mail to %s could not be sent: %s", mail.to, error)
    now = timezone.now()
    changes = {"attempts": mail.attempts + 1, "last_error": f"{error}"[:300]}
    if mail.attempts < len(PAUSES):
        changes["due_at"] = now + PAUSES[mail.attempts]
    else:
        changes["gave_up_at"] = now
        logger.error("A mail to %s is given up: %s", mail.to, mail.subject)
    OutgoingMail.objects.filter(pk=mail.pk).update(**changes)
