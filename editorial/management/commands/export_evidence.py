"""``manage.py export_evidence SLUG > bundle.json``."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.models import Article
from editorial.evidence import evidence


class Command(BaseCommand):
    """Write the evidence of one article as JSON."""

    help = (
        "Write the evidence of one article as JSON: texts, signatures, trail, review, public key."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the article's address, and whether private remarks are shown."""
        parser.add_argument("slug")
        parser.add_argument(
            "--with-private-words",
            action="store_true",
            help="show remarks that only editors and the board may read, not their digests alone",
        )

    def handle(self, *_args: Any, slug: str, with_private_words: bool, **_options: Any) -> None:
        """Print the bundle."""
        article = Article.objects.filter(slug=slug).first()
        if article is None:
            raise CommandError(f"There is no article “{slug}”.")
        bundle = evidence(article, with_checkpoints=True, with_private_words=with_private_words)
        self.stdout.write(json.dumps(bundle, ensure_ascii=False, indent=1))
