"""``manage.py reindex``."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from editorial.services.rendering import reindex


class Command(BaseCommand):
    """Build the search index anew."""

    help = "Build the search index anew from all live publications, as after restoring a backup."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Build it in one transaction: until its end, readers search in the old one."""
        self.stdout.write(f"{reindex()} publications are in the search index.")
