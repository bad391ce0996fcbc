"""Remarks on a text under review.

The trail says who remarked what kind of thing and when, with the digest of the words: the words
themselves stay in the comment, because a private one must not travel with the trail.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.errors import refuse_if
from accounts.models import User
from articles.anchoring import Anchor, make_anchor, one_spaced
from articles.canonical import digest
from articles.text import clean_line, clean_text
from editorial import review_policies
from editorial.enums import Action, Audience, Part, Severity
from editorial.models import Comment, Submission
from editorial.selectors import part_text
from editorial.services.trail import append_record, locked_submission
from editorial.verify.review import passage_digest

LONGEST_BODY, LONGEST_QUOTE = 5_000, 1_000


@transaction.atomic
def add_comment(
    *,
    acting_user: User,
    submission: Submission,
    body: str,
    severity: str,
    audience: str = Audience.AUTHORS,
    part: str = "",
    quote: Anchor | None = None,
) -> Comment:
    """Begin a thread: on a passage of one part of the text, or on the whole.

    ``quote`` is the passage as a browser or a person copied it; what is kept is checked against
    the frozen text. Raises ValidationError if it is not there, or not there once.
    """
    fresh = locked_submission(submission)
    refuse_if(review_policies.against_commenting(acting_user, fresh, severity))
    if severity not in Severity.values:
        raise ValidationError({"severity": "Choose how much the comment weighs."})
    part, anchor = anchored(fresh, part, quote)
    comment = Comment.objects.create(
        submission=fresh,
        author=acting_user,
        created_at=timezone.now(),
        body=_body(body),
        severity=severity,
        audience=_audience(audience),
        part=part,
        exact=anchor.exact,
        prefix=anchor.prefix,
        suffix=anchor.suffix,
    )
    passage = passage_digest(comment)
    _record(comment, Action.COMMENTED, acting_user, severity=severity, passage=passage)
    return comment


@transaction.atomic
def reply_to_comment(
    *, acting_user: User, comment: Comment, body: str, audience: str = Audience.PRIVATE
) -> Comment:
    """Reply in a thread. A reply in a private thread is private."""
    thread = _locked(comment)
    refuse_if(review_policies.against_replying(acting_user, thread, audience))
    reply = Comment.objects.create(
        submission=thread.submission,
        parent=thread,
        author=acting_user,
        created_at=timezone.now(),
        body=_body(body),
        audience=_audience(audience),
    )
    _record(reply, Action.REPLIED, acting_user, thread=str(thread.uid))
    return reply


@transaction.atomic
def resolve_comment(*, acting_user: User, comment: Comment) -> Comment:
    """Settle a thread."""
    thread = _locked(comment)
    refuse_if(review_policies.against_resolving(acting_user, thread))
    thread.resolved_at, thread.resolved_by = timezone.now(), acting_user
    return _settle(thread, Action.COMMENT_RESOLVED, acting_user)


@transaction.atomic
def reopen_comment(*, acting_user: User, comment: Comment) -> Comment:
    """Open a settled thread again."""
    thread = _locked(comment)
    refuse_if(review_policies.against_reopening(acting_user, thread))
    thread.resolved_at = thread.resolved_by = None
    return _settle(thread, Action.COMMENT_REOPENED, acting_user)


def anchored(submission: Submission, part: str, quote: Anchor | None) -> tuple[str, Anchor]:
    """Return the part and the anchor of a quotation in the frozen text.

    Who says nothing of the part means the one text that has the words. Raises ValidationError, in
    words.
    """
    if quote is None or not quote.exact.strip():
        return "", Anchor("")
    exact, prefix, suffix = (
        clean_line(value)[0] for value in (quote.exact, quote.prefix, quote.suffix)
    )
    if len(exact) > LONGEST_QUOTE:
        raise ValidationError({"exact": f"Quote {LONGEST_QUOTE:,} characters at most."})
    if part not in Part.values:
        part = _only_part_with(submission, exact)
    try:
        return part, make_anchor(part_text(submission.revision, part), exact, prefix, suffix)
    except ValueError as error:
        raise ValidationError({"exact": str(error)}) from error


def _only_part_with(submission: Submission, words: str) -> str:
    words = one_spaced(words)
    found = [p for p in Part.values if words in part_text(submission.revision, p)]
    if len(found) > 1:
        raise ValidationError({"part": "Say which of the texts you quote: several say this."})
    if not found:
        raise ValidationError({"exact": "These words are not in the text. Quote it exactly."})
    return str(found[0])


def _body(raw: str) -> str:
    body = clean_text(raw)[0]
    if not body:
        raise ValidationError({"body": "Write something."})
    if len(body) > LONGEST_BODY:
        raise ValidationError({"body": f"Write {LONGEST_BODY:,} characters at most."})
    return body


def _audience(value: str) -> str:
    if value not in Audience.values:
        raise ValidationError({"audience": "Choose who reads it."})
    return value


def _locked(comment: Comment) -> Comment:
    """Return the thread of a comment as it stands now, behind the lock of its article."""
    submission = locked_submission(comment.submission)
    thread = Comment.objects.select_related("author").get(pk=comment.parent_id or comment.pk)
    thread.submission = submission
    return thread


def _settle(thread: Comment, action: Action, acting_user: User) -> Comment:
    thread.save(update_fields=["resolved_at", "resolved_by"])
    _record(thread, action, acting_user, author=thread.author.name_and_credentials)
    return thread


def _record(comment: Comment, action: Action, actor: User, **details: Any) -> None:
    append_record(
        article=comment.submission.article,
        action=action,
        actor=actor,
        at=timezone.now(),
        submission=str(comment.submission.uid),
        comment=str(comment.uid),
        audience=comment.audience,
        words=digest(comment.body),
        **details,
    )
