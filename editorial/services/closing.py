"""What ends with a submission."""

from __future__ import annotations

from articles.models import Article
from editorial.enums import AssignmentState
from editorial.models import Assignment, Submission


def close_assignments(submission: Submission) -> list[Assignment]:
    """Release the members who have not signed, and end the article's early access.

    Return the assignments of those who were still asked, as they stood, for who tells them.
    """
    asked = [each for each in submission.assignments.select_related("member") if each.is_pending]
    submission.assignments.filter(pk__in=[each.pk for each in asked]).update(
        state=AssignmentState.RELEASED
    )
    if submission.article.early_access:
        Article.objects.filter(pk=submission.article_id).update(early_access=False)
    return asked
