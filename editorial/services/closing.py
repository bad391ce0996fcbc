"""What ends with a submission."""

from __future__ import annotations

from articles.models import Article
from editorial.enums import AssignmentState
from editorial.models import Submission


def close_assignments(submission: Submission) -> None:
    """Release the members who have not signed, and end the article's early access."""
    submission.assignments.filter(
        state__in=[AssignmentState.INVITED, AssignmentState.ACCEPTED]
    ).update(state=AssignmentState.RELEASED)
    if submission.article.early_access:
        Article.objects.filter(pk=submission.article_id).update(early_access=False)
