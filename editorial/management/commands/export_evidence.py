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

    help = "Write the evidence of one article as JSON: texts, signatures, trail, public key."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the article's address."""
        parser.add_argument("slug")

    def handle(self, *_args: Any, slug: str, **_options: Any) -> None:
        """Print the bundle."""
        article = Article.objects.filter(slug=slug).first()
        if article is None:
            raise CommandError(f"There is no article “{slug}”.")
        self.stdout.write(
            json.dumps(evidence(article, with_checkpoints=True), ensure_ascii=False, indent=1)
        )
