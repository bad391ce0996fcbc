"""``manage.py render_pages``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError

from articles.models import Publication
from editorial.services.rendering import (
    is_site_stale,
    render_batch,
    render_site_pages,
    stale_slugs,
)

WIDTH = 40


class Command(BaseCommand):
    """Bring finished pages up to this deploy's templates."""

    help = (
        "Make anew the finished pages that other templates made (with --all: every one). Until "
        "then Django renders such pages at each request: right, but slower. Signed texts and "
        "digests are not touched. With --check only report, and exit 1 if any is stale."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the options."""
        parser.add_argument("--all", action="store_true", help="not only those that are stale")
        parser.add_argument("--check", action="store_true", help="report only")
        parser.add_argument("--batch", type=int, default=50, help="articles to a transaction")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Render in batches, and say how many articles there were."""
        site = options["all"] or is_site_stale()
        slugs = _public_slugs() if options["all"] else stale_slugs()
        if options["check"]:
            self._report(slugs, site=site)
            return
        bar = Bar(len(slugs), sys.stderr)
        for batch in _batches(slugs, max(1, options["batch"])):
            render_batch(batch)
            bar.advance(len(batch))
        bar.close()
        if site:
            render_site_pages()
        if slugs or site:
            self.stdout.write(f"The pages of {len(slugs)} articles were made anew.")

    def _report(self, slugs: Sequence[str], *, site: bool) -> None:
        if slugs or site:
            raise CommandError(
                f"{len(slugs)} articles have pages that are missing or made by other templates"
                + (", and so do the feed and the site map" if site else "")
                + ": run manage.py render_pages."
            )
        self.stdout.write("All finished pages are made by these templates.")


def _public_slugs() -> list[str]:
    return sorted(Publication.objects.order_by().values_list("slug", flat=True).distinct())


def _batches(slugs: Sequence[str], size: int) -> Iterator[list[str]]:
    rest = iter(slugs)
    while batch := list(islice(rest, size)):
        yield batch


class Bar:
    """A progress bar, where somebody is watching."""

    def __init__(self, total: int, stream: TextIO) -> None:
        self.total, self.done, self.stream = total, 0, stream
        self.shown = bool(total) and stream.isatty()

    def advance(self, count: int) -> None:
        """Count what was done and draw the bar anew."""
        self.done += count
        if self.shown:
            filled = WIDTH * self.done // self.total
            bar = "#" * filled + "." * (WIDTH - filled)
            self.stream.write(f"\r[{bar}] {self.done} of {self.total}")
            self.stream.flush()

    def close(self) -> None:
        """End the line."""
        if self.shown:
            self.stream.write("\n")
