"""What was retracted or withdrawn of an article before a submission is decided."""

from __future__ import annotations

from django.db.models import QuerySet

from articles.enums import ENDING_NOTICES
from articles.models import Notice
from editorial.models import Submission


def ended_before(submission: Submission) -> QuerySet[Notice]:
    """Return the notices that ended a version of the article, up to the submission's own end.

    Who signs may publish again what was taken back in public. That is allowed, and must not
    happen unawares. The newest comes first.
    """
    found = Notice.objects.filter(
        publication__article_id=submission.article_id, kind__in=ENDING_NOTICES
    )
    if submission.closed_at is not None:
        found = found.filter(issued_at__lt=submission.closed_at)
    return found.select_related("publication").order_by("-issued_at", "-pk")
