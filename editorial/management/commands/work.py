"""``manage.py work [--once]``."""

from __future__ import annotations

import logging
import time
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from accounts.services.outbox import deliver_due
from accounts.services.webhooks import deliver_webhooks
from editorial.services import send_due_reminders
from editorial.services.asking import forget_unconfirmed
from editorial.services.checkpointing import take_checkpoint

logger = logging.getLogger(__name__)

#: What is done again and again. Each does what is due and nothing twice, so that any number of
#: workers may run, and none at all loses nothing but time.
JOBS: tuple[tuple[str, Callable[[], object]], ...] = (
    ("mail", deliver_due),
    ("webhooks", deliver_webhooks),
    ("checkpoint", take_checkpoint),
    ("reminders", send_due_reminders),
    ("unconfirmed questions", forget_unconfirmed),
)
PAUSE = 15  # seconds


class Command(BaseCommand):
    """Do what is due beside the requests: mail that failed, the hourly checkpoint, reminders."""

    help = "Send mail that could not be sent at once, take the hourly checkpoint, and so on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Let a timer run it once instead."""
        parser.add_argument("--once", action="store_true", help="do what is due now, and end")

    def handle(self, *_args: Any, once: bool, **_options: Any) -> None:
        """Do what is due, then wait, until somebody stops it."""
        while True:
            do_what_is_due()
            if once:
                return
            try:
                time.sleep(PAUSE)
            except KeyboardInterrupt:
                return
            close_old_connections()


def do_what_is_due() -> None:
    """Run every job; one that fails is logged, and keeps no other from running."""
    for name, job in JOBS:
        try:
            job()
        except Exception:  # whatever it was: the next job and the next round go on
            logger.exception("The job %s failed.", name)
