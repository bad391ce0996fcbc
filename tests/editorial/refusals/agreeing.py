"""Members who have agreed to review, so that but one thing stands in the way of their signature."""

from __future__ import annotations

from django.utils import timezone

from accounts.enums import Role
from accounts.models import User
from articles.models import Article
from editorial import services
from editorial.enums import AssignmentState
from editorial.models import Assignment, Submission
from tests.factories import Cast, board_member, enable_to_sign

WROTE = "wrote or edited this text"


def writing_member(cast: Cast) -> User:
    """Return a member who writes as well, so that nothing but the text can stand in the way."""
    roles = [Role.AUTHOR, Role.BOARD]
    member = board_member(cast.specialty, printed_name="Wanda Writer", roles=roles)
    return enable_to_sign(member)


def agreed(submission: Submission, member: User) -> Submission:
    """Let a member have agreed to review whom, perhaps, no service would ask."""
    enable_to_sign(member)
    Assignment.objects.create(
        submission=submission,
        member=member,
        state=AssignmentState.ACCEPTED,
        invited_by=submission.submitted_by,
        invited_at=timezone.now(),
        due_on=timezone.now().date(),
    )
    return submission


def byline(cast: Cast, article: Article, *people: User) -> None:
    """Let the author put these people, in this order, into the byline."""
    services.save_article(acting_user=cast.author, article=article, changes={}, authors=people)
