"""What must be fixed first: the comments that keep a text from being approved.

An open one holds up its own submission and every later one of the article, until its writer or an
editor settles it, or until the article is published: a new round does not forget what the last one
left open, whether or not the passage still reads the same.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from editorial.models import Comment, Submission


def open_must_fix(submission: Submission) -> list[str]:
    """Return what holds up the submission, in sentences. One query."""
    return in_words(submission, submission.held_up_by().select_related("submission__revision"))


def in_words(submission: Submission, comments: Iterable[Comment]) -> list[str]:
    """Return a sentence for the submission's own comments, and one for each earlier round."""
    counted = Counter(comment.submission for comment in comments)
    own = counted.pop(submission, 0)
    said = [_sentence(own, "")] if own else []
    rounds = sorted(counted.items(), key=lambda item: item[0].pk)
    return said + [_sentence(count, _of(earlier)) for earlier, count in rounds]


def _of(earlier: Submission) -> str:
    at = earlier.submitted_at
    return f" of an earlier round (revision {earlier.revision.number}, submitted {at:%Y-%m-%d})"


def _sentence(count: int, of: str) -> str:
    said = f"A comment{of} says" if count == 1 else f"{count} comments{of} say"
    it = "it" if count == 1 else "each"
    return f"{said} what must be fixed first. Resolve {it}, or sign that you return the text."
