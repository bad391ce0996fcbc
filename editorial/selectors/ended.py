"""What was retracted or withdrawn of an article before a submission is decided."""

from __future__ import annotations

from django.db.models import F, FilteredRelation, Q

from articles.enums import ENDING_NOTICES, PublicationStatus
from articles.models import Notice, Publication
from editorial.models import Submission


def ended_before(submission: Submission) -> list[Notice]:
    """Return the notices that ended a version of the article, up to the submission's own end.

    Who signs may publish again what was taken back in public. That is allowed, and must not
    happen unawares. The newest comes first.
    """
    return live_and_ended_before(submission)[1]


def live_and_ended_before(submission: Submission) -> tuple[Publication | None, list[Notice]]:
    """Return the article's live publication, and ``ended_before``, in one query."""
    ending = FilteredRelation("notices", condition=Q(notices__kind__in=ENDING_NOTICES))
    found = (
        submission.article.publications.annotate(ending=ending)
        .filter(Q(status=PublicationStatus.LIVE) | Q(ending__isnull=False))
        .annotate(
            notice_pk=F("ending__pk"),
            notice_kind=F("ending__kind"),
            notice_reason=F("ending__reason"),
            noticed_at=F("ending__issued_at"),
        )
        .order_by("-noticed_at", "-notice_pk")
    )
    live: Publication | None = None
    notices = []
    for publication in found:
        if publication.notice_pk is None:
            live = publication
        elif submission.closed_at is None or publication.noticed_at < submission.closed_at:
            notices.append(
                Notice(
                    pk=publication.notice_pk,
                    publication=publication,
                    kind=publication.notice_kind,
                    reason=publication.notice_reason,
                    issued_at=publication.noticed_at,
                )
            )
    return live, notices
