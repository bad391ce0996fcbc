"""Take a text to a state, through the services that people use."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from articles.models import Article, Publication
from editorial import services
from editorial.enums import Meaning
from editorial.models import Assignment, Signature, Submission
from tests.factories.cast import Cast
from tests.factories.signing import proof_for
from tests.factories.texts import complete


def draft(cast: Cast, **changes: Any) -> Article:
    """Return a complete working copy by the author and the co-author."""
    return services.create_article(
        acting_user=cast.author,
        coauthors=[cast.coauthor],
        slug=changes.pop("slug", ""),
        changes=complete(changes.pop("specialty", cast.specialty), **changes),
    )


def submitted(cast: Cast, article: Article | None = None, **changes: Any) -> Submission:
    """Return a submission of the article (a new one unless given) that waits for an editor."""
    article = article or draft(cast, **changes)
    return services.submit_article(acting_user=cast.author, article=article)


def under_review(cast: Cast, article: Article | None = None, **changes: Any) -> Submission:
    """Return a submission that both board members have agreed to review."""
    submission = submitted(cast, article, **changes)
    for member in (cast.board_one, cast.board_two):
        accept(assign(cast, submission, member))
    return services.begin_review(acting_user=cast.editor, submission=submission)


def signed_once(cast: Cast, article: Article | None = None, **changes: Any) -> Submission:
    """Return a submission under review that the first board member has approved."""
    submission = under_review(cast, article, **changes)
    approve(submission, cast.board_one)
    return Submission.objects.get(pk=submission.pk)


def published(cast: Cast, article: Article | None = None, **changes: Any) -> Publication:
    """Return the live publication that both board members have approved."""
    return publish(cast, under_review(cast, article, **changes))


def retracted(cast: Cast, article: Article | None = None, **changes: Any) -> Publication:
    """Return a publication that the editor has retracted, its text still shown."""
    publication = published(cast, article, **changes)
    services.retract_publication(
        acting_user=cast.editor, publication=publication, reason="The dose in the table is wrong."
    )
    return Publication.objects.get(pk=publication.pk)


def changes_requested(cast: Cast, article: Article | None = None, **changes: Any) -> Submission:
    """Return a submission that the editor has sent back with a letter."""
    return services.request_changes(
        acting_user=cast.editor,
        submission=under_review(cast, article, **changes),
        letter="Please give the dose in mild kidney failure.",
    )


def declined(cast: Cast, article: Article | None = None, **changes: Any) -> Submission:
    """Return a submission that the editor has declined with a letter."""
    return services.decline_submission(
        acting_user=cast.editor,
        submission=submitted(cast, article, **changes),
        letter="We have a page on this question already.",
    )


def withdrawn(cast: Cast, article: Article | None = None, **changes: Any) -> Submission:
    """Return a submission that its author has taken back."""
    return services.withdraw_submission(
        acting_user=cast.author, submission=submitted(cast, article, **changes)
    )


# --- Single steps -------------------------------------------------------------------------------


def assign(cast: Cast, submission: Submission, member: User) -> Assignment:
    """Let the editor ask a member."""
    return services.assign_reviewer(acting_user=cast.editor, submission=submission, member=member)


def accept(assignment: Assignment) -> Assignment:
    """Let the member agree to review."""
    return services.accept_assignment(acting_user=assignment.member, assignment=assignment)


def sign(
    submission: Submission,
    member: Any,
    meaning: str = Meaning.APPROVED,
    *,
    digest: str | None = None,
) -> Signature:
    """Let the member sign; ``digest`` is that of the text they saw, unless it is this one."""
    return services.sign_submission(
        acting_user=member,
        submission=submission,
        meaning=meaning,
        digest=submission.revision.digest if digest is None else digest,
        proof=proof_for(member, submission, digest) if is_person(member) else None,
    )


def is_person(member: Any) -> bool:
    """Tell whether it is somebody at all, who can prove who they are."""
    return member is not None and bool(member.is_authenticated)


def approve(submission: Submission, member: User) -> Signature:
    """Let the member approve the text under review."""
    return sign(submission, member, Meaning.APPROVED)


def publish(cast: Cast, submission: Submission) -> Publication:
    """Let both board members approve a submission that they have agreed to review."""
    approve(submission, cast.board_one)
    approve(submission, cast.board_two)
    publication = Submission.objects.get(pk=submission.pk).publication
    assert publication is not None
    return publication
