"""``manage.py verify_record [--article SLUG]``."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from accounts import guards
from articles.image_files import file_problem
from articles.models import Article, PublishedImage
from editorial import checkpoints
from editorial.evidence import evidence
from editorial.services import rendering
from editorial.verify import find_problems


class Command(BaseCommand):
    """Verify texts, pictures, signatures, trails, publications, readers' pages, and the guards."""

    help = (
        "Verify signatures, trails, pictures and readers' pages; exit 1 and name what was changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take an article to verify instead of all."""
        parser.add_argument("--article", metavar="SLUG")

    def handle(self, *_args: Any, article: str | None, **_options: Any) -> None:
        """Print every problem; exit 1 if there is one."""
        chosen = Article.objects.order_by("pk")
        if article:
            chosen = chosen.filter(slug=article)
            if not chosen:
                raise CommandError(f"There is no article “{article}”.")
        lines = [
            f"{article.slug}: {problem}"
            for article in chosen.iterator(chunk_size=100)
            for problem in (
                *find_problems(evidence(article, with_private_words=True)),
                *rendering.article_page_problems(article.slug),
                *filter(None, (file_problem(*image) for image in _images(article))),
            )
        ]
        if not article:
            lines += [f"pages: {problem}" for problem in rendering.site_page_problems()]
        lines += [f"checkpoints: {problem}" for problem in checkpoints.problems()]
        lines += [f"database: the guard {name} is missing" for name in guards.missing(connection)]
        if lines:
            for line in lines:
                self.stderr.write(line)
            self.stderr.write(f"BROKEN: {len(lines)} problems. The first: {lines[0]}")
            sys.exit(1)
        self.stdout.write(f"Intact: {chosen.count()} articles.")


def _images(article: Article) -> list[tuple[str, str]]:
    """Return digest and kind of every picture of the article, and of its published texts."""
    published = PublishedImage.objects.filter(publication__article=article)
    return sorted(
        {
            *article.images.values_list("digest", "kind"),
            *published.values_list("digest", "kind"),
        }
    )
