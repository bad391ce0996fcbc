"""A first draft of the editor's letter: from the open comments and the finished checklists.

Nothing private is in it, and no reviewer's name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import shorten

from django.db.models import Prefetch

from editorial.enums import Audience, Severity
from editorial.models import ChecklistResponse, Comment, Submission
from editorial.selectors.checklists import weak_points

HEADINGS: dict[Severity, str] = {
    Severity.MUST_FIX: "What must be fixed",
    Severity.SHOULD_FIX: "What should be fixed",
    Severity.NOTE: "What else we noticed",
}

#: A longer quotation is shortened: the authors see all of it beside the comment.
LONGEST_QUOTE = 120


def draft_letter(submission: Submission, *, declines: bool = False) -> str:
    """Return a letter to edit: one that asks for changes, or one that declines the text."""
    revision = submission.revision
    opening = (
        "We have decided not to take it."
        if declines
        else "Before it can be approved, we ask you for the changes below."
    )
    paragraphs = [
        "Dear authors,",
        f"Thank you for “{revision.title}” (revision {revision.number}). {opening}",
    ]
    threads = _open_threads(submission)
    for severity, heading in HEADINGS.items():
        lines = list(_numbered(thread for thread in threads if thread.severity == severity))
        if lines:
            paragraphs.append("\n".join([f"{heading}:", *lines]))
    weak = weak_points(
        ChecklistResponse.objects.filter(
            review__submission=submission, completed_at__isnull=False
        ).prefetch_related("checklist__items")
    )
    if weak:
        lines = [f"- {question}" for question in weak]
        paragraphs.append("\n".join(["Where the reviewers' checklists found it weak:", *lines]))
    if threads and not declines:
        paragraphs.append(
            "You find these comments on the article's page as well, and can answer each of them"
            " there before you submit the next revision."
        )
    paragraphs.append("With kind regards,\nthe editorial office")
    return "\n\n".join(paragraphs)


def _open_threads(submission: Submission) -> list[Comment]:
    meant_for_them = Comment.objects.filter(audience=Audience.AUTHORS)
    return list(
        submission.comments.unresolved()
        .filter(audience=Audience.AUTHORS)
        .prefetch_related(Prefetch("replies", queryset=meant_for_them))
    )


def _numbered(threads: Iterable[Comment]) -> Iterator[str]:
    for number, thread in enumerate(threads, start=1):
        place = ""
        if thread.exact:
            quote = shorten(thread.exact, LONGEST_QUOTE, placeholder="…")
            place = f"On “{quote}” ({thread.get_part_display().lower()}): "
        yield f"{number}. {place}{thread.body}"
        for reply in thread.replies.all():
            yield f"   {reply.body}"
