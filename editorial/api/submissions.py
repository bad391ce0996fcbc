"""Submit a draft, and follow it."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from ninja import Router, Status

from accounts.enums import Scope
from accounts.errors import ConflictError
from editorial import services
from editorial.api import schemas
from editorial.api.access import Bearer, owner_of
from editorial.api.drafts import READ, REFUSALS, stale
from editorial.api.idempotency import Key, idempotent
from editorial.api.problems import not_found
from editorial.api.telling import my_draft, submission_out
from editorial.models import Submission
from editorial.selectors.drafts import articles_of, with_standing
from editorial.selectors.standing import Standing
from editorial.selectors.timeline import timeline

router = Router(tags=["Submissions"])
SUBMIT = Bearer(Scope.SUBMISSIONS_WRITE)


@router.post(
    "/drafts/{slug}/submissions", auth=SUBMIT, response={201: schemas.SubmissionOut, **REFUSALS}
)
@idempotent
def submit_draft(
    request: HttpRequest, slug: str, given: schemas.NewSubmission, idempotency_key: Key = None
) -> Status[schemas.SubmissionOut]:
    """Submit a draft. Refused until an author has taken responsibility for it, on its page."""
    article = my_draft(owner_of(request), slug)
    try:
        submission = services.submit_article(
            acting_user=owner_of(request),
            article=article,
            summary=given.summary,
            checked=True,
            seen_save=given.seen_save,
        )
    except ConflictError as error:
        raise stale(article, given.seen_save, error) from error
    return Status(201, submission_out(submission))


@router.get("/drafts/{slug}/standing", auth=READ, response={200: schemas.StandingOut, **REFUSALS})
def read_standing(request: HttpRequest, slug: str) -> Status[schemas.StandingOut]:
    """Read where a draft stands, what is wanted of you, and what has happened, in words."""
    user = owner_of(request)
    article = my_draft(user, slug, with_standing(articles_of(user)))
    standing = Standing.of(article)
    public = standing.publication and reverse("reader:article", args=[standing.publication.slug])
    events = [
        schemas.Event(at=entry.at, sentence=entry.sentence, note=entry.note)
        for entry in timeline(article.records.order_by("sequence"))
    ]
    return Status(
        200,
        schemas.StandingOut(
            state=str(standing.state.value) if standing.state else "draft",
            said=standing.said,
            wanted=standing.wanted,
            letter=standing.letter,
            submission=str(standing.submission.uid) if standing.submission else None,
            public_page=settings.SITE_URL + public if public else None,
            timeline=events,
        ),
    )


@router.get("/submissions/{uid}", auth=READ, response={200: schemas.SubmissionOut, **REFUSALS})
def read_submission(request: HttpRequest, uid: UUID) -> Status[schemas.SubmissionOut]:
    """Read a submission of a draft of yours."""
    rows = Submission.objects.filter(article__in=articles_of(owner_of(request)).order_by())
    submission = rows.select_related("article", "revision").filter(uid=uid).first()
    if submission is None:
        raise not_found()
    return Status(200, submission_out(submission))
