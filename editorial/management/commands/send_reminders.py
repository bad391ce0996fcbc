"""``manage.py send_reminders``."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from editorial.services import send_due_reminders


class Command(BaseCommand):
    """Remind the members whose answer or signature is due. Meant to run every day or more often."""

    help = "Send the reminders that are due and were not sent yet. Safe to repeat."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Send them and say how many that were."""
        count = send_due_reminders()
        self.stdout.write(f"{count} {'reminder was' if count == 1 else 'reminders were'} sent.")
