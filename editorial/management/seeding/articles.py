"""The demo's articles, and the journey that each has made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db import transaction

from accounts.models import User
from articles.importers import ImportedArticle
from articles.importers.front_matter import split_front_matter
from articles.importers.markdown import read_markdown
from articles.models import Article
from editorial.management.seeding.journeys import Journey, Sessions
from editorial.services import import_article

#: What the files say beyond an article's own text; the importer warns that it does not know them.
OWN_KEYS = ("author", "journey")


def load_articles(folder: Path) -> int:
    """Create whichever articles are missing, each with its journey or not at all; count them."""
    known = set(Article.objects.values_list("slug", flat=True))
    files = [file for file in sorted(folder.glob("*.md")) if "." not in file.stem]
    missing = [file for file in files if file.stem not in known]
    sessions: Sessions = {}
    for file in missing:
        _load(file, sessions)
    return len(missing)


@transaction.atomic
def _load(file: Path, sessions: Sessions) -> None:
    values, source = read_seed(file)
    author = User.objects.get(email=values["author"])
    article = import_article(acting_user=author, source=source).article
    journey = Journey(article, author, file.parent, sessions)
    for step in values["journey"]:
        journey.take(step)


def read_seed(file: Path) -> tuple[dict[str, Any], ImportedArticle]:
    """Return a file's front matter and the article it holds."""
    text = file.read_text(encoding="utf-8")
    return split_front_matter(text, 1).values, read_markdown(text)
