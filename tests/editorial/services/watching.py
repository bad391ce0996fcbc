"""What an act leaves behind: its records, and the mail that goes out when it is committed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from accounts.models import OutgoingMail
from editorial.models import Record


@dataclass
class Trace:
    """Records as (action, actor's printed name, details), and a mail's subject by who gets it."""

    records: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)
    mails: dict[str, str] = field(default_factory=dict)

    @property
    def actions(self) -> list[str]:
        return [action for action, _actor, _details in self.records]

    def details(self, action: str) -> dict[str, Any]:
        """Return what the one record of the action says."""
        (found,) = [details for said, _actor, details in self.records if said == action]
        return found


@contextmanager
def traced() -> Iterator[Trace]:
    """Note what the block leaves behind."""
    trace = Trace()
    records = set(Record.objects.values_list("pk", flat=True))
    mails = set(OutgoingMail.objects.values_list("pk", flat=True))
    yield trace
    for record in Record.objects.exclude(pk__in=records).select_related("actor").order_by("pk"):
        trace.records.append((record.action, record.actor.printed_name, record.details))
    for mail in OutgoingMail.objects.exclude(pk__in=mails).select_related("person"):
        assert mail.person is not None
        assert mail.sent_at is None
        trace.mails[mail.person.printed_name] = mail.subject.removeprefix("[Imprimatur] ")
