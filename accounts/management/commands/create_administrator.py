"""``manage.py create_administrator EMAIL "PRINTED NAME"``."""

from __future__ import annotations

import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from accounts.errors import RefusedError
from accounts.services.first_administrator import create_first_administrator


class Command(BaseCommand):
    """Open the first administrator's account of a new installation."""

    help = "Open the first administrator's account. The password is asked for, or read from stdin."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take who it is."""
        parser.add_argument("email")
        parser.add_argument("printed_name", metavar="NAME")

    def handle(self, *_args: Any, email: str, printed_name: str, **_options: Any) -> None:
        """Ask for the password; never take it from the command line, which others can see."""
        if sys.stdin.isatty():
            password = getpass.getpass("Password: ")
            if password != getpass.getpass("Again: "):
                raise CommandError("The two passwords differ.")
        else:
            password = sys.stdin.readline().rstrip("\n")
        try:
            person = create_first_administrator(
                email=email, printed_name=printed_name, password=password
            )
        except (RefusedError, ValidationError) as error:
            texts = error.messages if isinstance(error, ValidationError) else error.reasons
            raise CommandError(" ".join(texts)) from error
        self.stdout.write(f"{person.email} can sign in at /accounts/login/.")
