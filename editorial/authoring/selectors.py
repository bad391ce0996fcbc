"""What the authors' screens read."""

from __future__ import annotations

from articles.models import Article
from editorial.models import Submission
from editorial.selectors.drafts import (
    TEXTS,
    articles_of,
    newest_save,
    programs_of,
    saves_of,
    with_standing,
)

__all__ = [
    "TEXTS",
    "articles_of",
    "newest_save",
    "open_submission",
    "programs_of",
    "save_number",
    "saves_of",
    "with_standing",
]


def open_submission(article: Article) -> Submission | None:
    """Return the submission that is on its way, or None."""
    return article.submissions.open().select_related("revision").first()


def save_number(text: str) -> int:
    """Return the number of a save that a page sent back; -1, which no save has, for anything else.

    Longer numbers than these would not fit into the database's.
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else -1
