"""``manage.py seed``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from editorial.management.seeding.articles import load_articles
from editorial.management.seeding.people import load_people, write_biographies


class Command(BaseCommand):
    """Load the demo; what is there already stays as it is."""

    help = "Load the demo's people and articles through the services. Safe to repeat."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Load what is missing and say how much that was."""
        if not settings.DEMO:
            raise CommandError(
                "The demo's password is known to everybody: it is loaded in demo mode only."
            )
        folder = Path(settings.BASE_DIR) / "seeds"
        people = load_people(folder)
        articles = load_articles(folder / "articles")
        write_biographies(folder)
        self.stdout.write(f"The demo: {people} people and {articles} articles are new.")
