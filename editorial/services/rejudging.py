"""Judge an open submission by the policy of today."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.errors import refuse_if
from accounts.models import User
from articles.text import clean_line
from editorial import policies
from editorial.enums import Action
from editorial.models import Judgement, Submission
from editorial.selectors import policy_by_slug
from editorial.services.trail import append_record, locked_submission

NUMBERS = ("approvals_needed", "specialists_needed", "review_months")


def numbers_today(submission: Submission) -> dict[str, int]:
    """Return what the policy in force asks of the submission's frozen text."""
    document = submission.revision.document
    policy = policy_by_slug(document["specialty"]["slug"])
    return {
        "approvals_needed": policy.approvals,
        "specialists_needed": policy.specialists,
        "review_months": policy.review_months(document["kind"]),
    }


@transaction.atomic
def rejudge_submission(*, acting_user: User, submission: Submission, reason: str) -> Judgement:
    """Judge the submission by the policy of today, from now on, and record why.

    It approves nothing, even if enough people have signed: that takes an approving signature made
    after it, which the database demands as well.
    """
    fresh = locked_submission(submission)
    new = numbers_today(fresh)
    old = {name: getattr(fresh, name) for name in NUMBERS}
    refuse_if(policies.against_rejudging(acting_user, fresh, differs=new != old))
    text = clean_line(reason)[0]
    if not text:
        raise ValidationError({"reason": "Say why, for whoever reads the trail."})
    now = timezone.now()
    judgement = Judgement(
        submission=fresh, judged_by=acting_user, judged_at=now, reason=text, **new
    )
    judgement.full_clean()
    judgement.save()
    for name, value in new.items():
        setattr(fresh, name, value)
    fresh.save(update_fields=list(NUMBERS))
    append_record(
        article=fresh.article,
        action=Action.REJUDGED,
        actor=acting_user,
        at=now,
        submission=str(fresh.uid),
        old=old,
        new=new,
        reason=text,
    )
    return judgement
