"""A member's working notes: recommendation, checklists, graded claims.

Drafts save themselves and decide nothing, so they leave no record; what is finished does, with
the digest of what it said.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.errors import refuse_if
from accounts.models import User
from articles.anchoring import Anchor
from articles.canonical import canonical, digest
from articles.text import clean_line, clean_text
from editorial import review_policies
from editorial.enums import Action, Certainty, Recommendation, Strength
from editorial.models import Checklist, ChecklistResponse, GradedClaim, Review, Submission
from editorial.models.checklist import NOT_APPLICABLE
from editorial.services.commenting import anchored
from editorial.services.trail import append_record, locked_submission
from editorial.verify.review import passage_digest

LONGEST_REASON, LONGEST_NOTES = 300, 10_000


@transaction.atomic
def save_review(
    *, acting_user: User, submission: Submission, recommendation: str, notes: str
) -> Review:
    """Keep what the member would do, and notes for the editor. A recommendation is recorded."""
    fresh = locked_submission(submission)
    refuse_if(review_policies.against_taking_notes(acting_user, fresh))
    if recommendation and recommendation not in Recommendation.values:
        raise ValidationError({"recommendation": "Choose one of the recommendations."})
    text = clean_text(notes)[0]
    if len(text) > LONGEST_NOTES:
        raise ValidationError({"notes": f"Write {LONGEST_NOTES:,} characters at most."})
    review = _review(fresh, acting_user)
    before = review.recommendation
    review.recommendation, review.notes, review.updated_at = recommendation, text, timezone.now()
    review.save(update_fields=["recommendation", "notes", "updated_at"])
    if before != recommendation:
        _record(fresh, Action.RECOMMENDED, acting_user, old=before, new=str(recommendation))
    return review


@transaction.atomic
def save_answers(
    *,
    acting_user: User,
    submission: Submission,
    checklist: Checklist,
    answers: Mapping[str, Mapping[str, str]],
) -> ChecklistResponse:
    """Keep answers to some items as a draft; other items keep what they had.

    ``answers`` maps positions to "value" ("" takes an answer back) and "reason". A "not
    applicable" may still lack its reason in a draft; it counts as unanswered until it has one.
    """
    fresh = locked_submission(submission)
    refuse_if(review_policies.against_taking_notes(acting_user, fresh))
    known = {str(item.position): item for item in checklist.items.all()}
    allowed = {value for value, _words in checklist.answers}
    response = _response(fresh, acting_user, checklist)
    merged = dict(response.answers)
    for position, answer in answers.items():
        if position not in known:
            raise ValidationError("This checklist has no such item. Open the page again.")
        value = str(answer.get("value", ""))
        skips = value == NOT_APPLICABLE and known[position].may_not_apply
        if value and value not in allowed and not skips:
            raise ValidationError(f"Item {position} has no such answer.")
        reason = clean_line(str(answer.get("reason", "")))[0]
        if len(reason) > LONGEST_REASON:
            raise ValidationError(f"Item {position}: give a reason of {LONGEST_REASON} characters.")
        merged[position] = {"value": value, "reason": reason}
    merged = {position: a for position, a in merged.items() if a["value"] or a["reason"]}
    if merged != response.answers:
        response.answers, response.completed_at = merged, None
        response.updated_at = timezone.now()
        response.save(update_fields=["answers", "completed_at", "updated_at"])
    return response


@transaction.atomic
def complete_checklist(
    *, acting_user: User, submission: Submission, checklist: Checklist
) -> ChecklistResponse:
    """Hand in a checklist that is answered throughout. Raises ValidationError if it is not."""
    fresh = locked_submission(submission)
    refuse_if(review_policies.against_taking_notes(acting_user, fresh))
    response = _response(fresh, acting_user, checklist)
    problems = unanswered(checklist, response.answers)
    if problems:
        raise ValidationError(problems)
    response.completed_at = timezone.now()
    response.save(update_fields=["completed_at"])
    _record(
        fresh,
        Action.CHECKLIST_COMPLETED,
        acting_user,
        checklist=checklist.slug,
        version=checklist.version,
        answers=digest(canonical(response.answers)),
    )
    return response


def unanswered(checklist: Checklist, answers: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Return what a checklist still lacks, one sentence an item."""
    missing = []
    for item in checklist.items.all():
        answer = answers.get(str(item.position), {})
        if not answer.get("value"):
            missing.append(f"Item {item.position} has no answer yet.")
        elif answer["value"] == NOT_APPLICABLE and not answer.get("reason"):
            missing.append(f"Item {item.position}: say why it does not apply.")
    return missing


@transaction.atomic
def grade_claim(
    *,
    acting_user: User,
    submission: Submission,
    part: str,
    quote: Anchor,
    certainty: str,
    strength: str = "",
    note: str = "",
) -> GradedClaim:
    """Grade a claim that the text makes, after GRADE."""
    fresh = locked_submission(submission)
    refuse_if(review_policies.against_taking_notes(acting_user, fresh))
    if certainty not in Certainty.values:
        raise ValidationError({"certainty": "Choose how certain the evidence is."})
    if strength and strength not in Strength.values:
        raise ValidationError({"strength": "Choose strong or conditional, or neither."})
    words = clean_line(note)[0]
    if len(words) > 500:
        raise ValidationError({"note": "Write 500 characters at most."})
    part, anchor = anchored(fresh, part, quote)
    if not anchor.exact:
        raise ValidationError({"exact": "Quote the claim."})
    claim = GradedClaim.objects.create(
        submission=fresh,
        member=acting_user,
        part=part,
        exact=anchor.exact,
        prefix=anchor.prefix,
        suffix=anchor.suffix,
        certainty=certainty,
        strength=strength,
        note=words,
        created_at=timezone.now(),
    )
    _record(
        fresh,
        Action.CLAIM_GRADED,
        acting_user,
        claim=str(claim.uid),
        words=digest(claim.exact),
        certainty=str(certainty),
        strength=str(strength),
        note=digest(claim.note),
        passage=passage_digest(claim),
    )
    return claim


@transaction.atomic
def withdraw_grade(*, acting_user: User, claim: GradedClaim) -> GradedClaim:
    """Take one's own grade of a claim back."""
    submission = locked_submission(claim.submission)
    fresh = GradedClaim.objects.get(pk=claim.pk)
    fresh.submission = submission
    refuse_if(review_policies.against_withdrawing_grade(acting_user, fresh))
    fresh.withdrawn_at = timezone.now()
    fresh.save(update_fields=["withdrawn_at"])
    _record(submission, Action.GRADE_WITHDRAWN, acting_user, claim=str(fresh.uid))
    return fresh


def _review(submission: Submission, member: User) -> Review:
    review, _created = Review.objects.get_or_create(
        submission=submission, member=member, defaults={"updated_at": timezone.now()}
    )
    return review


def _response(submission: Submission, member: User, checklist: Checklist) -> ChecklistResponse:
    """Return the member's answers. A version out of use is only answered where it was begun."""
    review = _review(submission, member)
    response = review.responses.filter(checklist=checklist).first()
    if response is None:
        if not Checklist.objects.in_use().filter(pk=checklist.pk).exists():
            raise ValidationError("There is a newer version of this list. Open the page again.")
        response = ChecklistResponse.objects.create(
            review=review, checklist=checklist, answers={}, updated_at=timezone.now()
        )
    return response


def _record(submission: Submission, action: Action, actor: User, **details: Any) -> None:
    append_record(
        article=submission.article,
        action=action,
        actor=actor,
        at=timezone.now(),
        submission=str(submission.uid),
        **details,
    )
