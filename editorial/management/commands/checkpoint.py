"""``manage.py checkpoint [--now]``."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from editorial.services.checkpointing import take_checkpoint


class Command(BaseCommand):
    """Take the hourly checkpoint; run it by a timer, more often does no harm."""

    help = "Sign what all trails say, into the database and the file outside it, once an hour."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Let somebody take one before the hour is over."""
        parser.add_argument("--now", action="store_true", help="even if the last one is younger")

    def handle(self, *_args: Any, now: bool, **_options: Any) -> None:
        """Take it, and say what was done."""
        try:
            checkpoint = take_checkpoint(even_if_early=now)
        except OSError as error:
            raise CommandError(f"The file of checkpoints can't be written: {error}") from error
        if checkpoint is None:
            self.stdout.write("The last checkpoint is younger than an hour.")
            return
        self.stdout.write(f"Checkpoint {checkpoint.number}: {checkpoint.root}")
