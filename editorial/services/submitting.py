"""Send a text to the desk, or take it back."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.errors import ConflictError, refuse_if
from accounts.models import User
from articles.canonical import digest
from articles.checks import check_document
from articles.models import Article, Revision
from articles.services.freezing import freeze, frozen_credit
from articles.text import clean_line, clean_text
from editorial import policies
from editorial.citing import known_retractions
from editorial.enums import Action
from editorial.models import Submission
from editorial.selectors import policy_for
from editorial.selectors.answers import answers_sent_with
from editorial.services import letters
from editorial.services.citing import open_citation_tasks_for
from editorial.services.closing import close_assignments
from editorial.services.crediting import (
    Statement,
    approve_final_text,
    set_contribution,
    yet_to_confirm,
)
from editorial.services.mail import tell_editors, tell_member, tell_members
from editorial.services.previewing import preview_article
from editorial.services.trail import append_record, locked_article, locked_submission

LONGEST_NOTE = 5_000


@transaction.atomic
def submit_article(
    *,
    acting_user: User,
    article: Article,
    summary: str = "",
    cover_note: str = "",
    checked: bool = False,
    seen_save: int | None = None,
    statement: Statement | None = None,
) -> Submission:
    """Freeze the working copy as a revision and submit it, under today's policy.

    ``summary`` says what changed since the last revision, and why; readers see it. ``cover_note``
    goes to editors and reviewers, with the answers to what was remarked; the trail has its digest.
    With ``checked`` the checks' errors refuse the text, and their warnings are recorded as seen
    by the acting person, to whom the caller has shown them; a text that is imported and submitted
    at once was shown to nobody. Checked, every author has confirmed their part and approved this
    very text; ``statement`` is the acting author's own, where it is made in the same step. Raises
    ConflictError for a text that was saved since ``seen_save``. Editors are mailed.
    """
    fresh = locked_article(article.pk)
    refuse_if(policies.against_submitting(acting_user, fresh))
    if seen_save is not None and seen_save != fresh.history.latest().history_id:
        raise ConflictError(["The text was saved again since you read it: nothing was submitted."])
    summary, cover_note = _words(summary, cover_note)
    if statement is not None:
        _state(statement, acting_user, fresh)
    if checked:
        refuse_if(_unconfirmed(acting_user, fresh))
    now = timezone.now()
    revision = freeze(fresh, by=acting_user, at=now)
    warnings = _passed(revision, now.date()) if checked else None
    submission = _open(revision, acting_user, now, summary, cover_note)
    append_record(
        article=fresh,
        action=Action.SUBMITTED,
        actor=acting_user,
        at=now,
        submission=str(submission.uid),
        revision=revision.number,
        digest=revision.digest,
        html_digest=revision.html_digest,
        approvals_needed=submission.approvals_needed,
        specialists_needed=submission.specialists_needed,
        summary=summary,
        warnings_seen=warnings,
        retracted_works=open_citation_tasks_for(fresh, revision.document["references"]),
        **({"cover_note": digest(cover_note)} if cover_note else {}),
        **({"prompts": digest(fresh.ai_prompts)} if fresh.ai_prompts else {}),
        **({"credit": submission.credit} if submission.credit else {}),
    )
    tell_editors("submitted", submission)
    answers = answers_sent_with(submission)
    answered = [each for each in answers if each.answer]
    if answered or cover_note:
        tell_editors("answered", submission, answers=answers, answered=answered)
    return submission


def _open(
    revision: Revision, acting_user: User, at: datetime, summary: str, cover_note: str
) -> Submission:
    """Send a revision to the desk: what it has to reach is read off today's policy, and frozen."""
    article = revision.article
    policy = policy_for(article.specialty)
    return Submission.objects.create(
        article=article,
        revision=revision,
        previous=article.submissions.order_by("-submitted_at", "-pk").first(),
        submitted_by=acting_user,
        submitted_at=at,
        summary=summary,
        cover_note=cover_note,
        credit=frozen_credit(article),
        approvals_needed=policy.approvals,
        specialists_needed=policy.specialists,
        review_months=policy.review_months(article.kind),
    )


def _state(statement: Statement, acting_user: User, article: Article) -> None:
    """Keep what the acting author says of their part, and that they approve the text they saw."""
    set_contribution(
        acting_user=acting_user,
        article=article,
        criteria=statement.criteria,
        roles=statement.roles,
        interests_confirmed=statement.interests_confirmed,
    )
    approve_final_text(acting_user=acting_user, article=article, digest=statement.digest)


def _unconfirmed(acting_user: User, article: Article) -> list[str]:
    """Return what any author has yet to confirm for the text that would be frozen."""
    preview = preview_article(acting_user=acting_user, article=article)
    return [finding.sentence for finding in yet_to_confirm(article, preview)]


def _words(summary: str, cover_note: str) -> tuple[str, str]:
    """Return what the authors say of the revision, made plain. Raises ValidationError."""
    summary, cover_note = clean_line(summary)[0], clean_text(cover_note)[0]
    if len(summary) > 300:
        raise ValidationError({"summary": "Say what changed in 300 characters at most."})
    if len(cover_note) > LONGEST_NOTE:
        raise ValidationError({"cover_note": f"Write {LONGEST_NOTE:,} characters at most."})
    return summary, cover_note


def _passed(revision: Revision, today: date) -> list[str]:
    """Return the warnings of a text that has no errors. Raises RefusedError with those it has."""
    document = revision.document
    retracted = known_retractions(document["references"])
    findings = check_document(document, today=today, retracted=retracted)
    refuse_if([finding.sentence for finding in findings if finding.is_error])
    return [finding.sentence for finding in findings]


@transaction.atomic
def withdraw_submission(
    *, acting_user: User, submission: Submission, reason: str = ""
) -> Submission:
    """Take an open submission back; its reviewers are released, and they and signers told."""
    fresh = locked_submission(submission)
    refuse_if(policies.against_withdrawing(acting_user, fresh))
    text = letters.reason(reason)
    now = timezone.now()
    before = fresh.state
    fresh._withdraw()
    fresh.closed_at = now
    fresh.save(update_fields=["state", "closed_at"])
    asked = close_assignments(fresh)
    append_record(
        article=fresh.article,
        action=Action.WITHDRAWN,
        actor=acting_user,
        at=now,
        submission=str(fresh.uid),
        old=before,
        new=fresh.state,
        reason=text,
    )
    tell_editors("withdrawn", fresh)
    tell_members("withdrawn", fresh)
    for assignment in asked:
        tell_member("withdrawn", assignment)
    return fresh
