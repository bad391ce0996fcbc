"""``manage.py import_article FILE --author EMAIL [--question TEXT] [--submit]``."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from accounts.errors import RefusedError
from accounts.models import User
from articles.importers import ImportedArticle, ImportRefusedError, read_file
from editorial.services import import_article


class Command(BaseCommand):
    """Import a page, Markdown or DOCX file as an article."""

    help = "Import page text, Markdown or DOCX as an article; nothing is fetched."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, its author and whether to submit it at once."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--author", required=True, metavar="EMAIL")
        parser.add_argument(
            "--question", default="", metavar="TEXT", help="what it answers, if the file asks none"
        )
        parser.add_argument("--submit", action="store_true", help="submit it to the desk as well")

    def handle(
        self, *_args: Any, file: Path, author: str, question: str, submit: bool, **_options: Any
    ) -> None:
        """Print one JSON line: id, slug, revision and warnings. Exit 1 with one line if refused."""
        try:
            user = User.objects.get_by_natural_key(author)
        except User.DoesNotExist:
            raise CommandError(f"Nobody here has the e-mail address {author}.") from None
        try:
            source = _asked(read_file(file), question)
            result = import_article(acting_user=user, source=source, submit=submit)
        except ImportRefusedError as error:
            raise CommandError(str(error)) from error
        except RefusedError as error:
            raise CommandError(" ".join(str(error).split())) from error
        except ValidationError as error:
            raise CommandError(_one_line(error)) from error
        revision = result.submission.revision.number if result.submission else None
        self.stdout.write(
            json.dumps(
                {
                    "id": result.article.pk,
                    "slug": result.article.slug,
                    "revision": revision,
                    "warnings": result.warnings,
                },
                ensure_ascii=False,
            )
        )


def _asked(source: ImportedArticle, question: str) -> ImportedArticle:
    """Return the source with a question. Raises CommandError where there is none, or a second."""
    if source.question_wanted and not question.strip():
        guess = f" Perhaps: {source.question_guess}" if source.question_guess else ""
        raise CommandError(f"{source.question_wanted} Give one with --question.{guess}")
    if not question.strip() or source.question == question:
        return source
    if source.question:
        raise CommandError(f"The file asks a question of its own: {source.question}")
    return source.asking(question)


def _one_line(error: ValidationError) -> str:
    """Return a validation error as one line that names the fields."""
    if hasattr(error, "error_dict"):
        parts = [f"{name}: {' '.join(texts)}" for name, texts in error.message_dict.items()]
    else:
        parts = list(error.messages)
    return " ".join(" ".join(parts).split())
