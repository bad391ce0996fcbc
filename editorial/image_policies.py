"""Who may see a picture that is not public, and take one away. As in ``editorial.policies``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.enums import Role
from editorial.policies import against_saving, may_read_evidence, may_read_pending

if TYPE_CHECKING:
    from articles.models import Article, Image
    from editorial.policies import Person


def may_see_image(user: Person, image: Image) -> bool:
    """Tell whether the person may see a picture that no published text shows.

    Its authors may, whose alone the working copy is. Editors and administrators see the pictures
    of every text that was submitted, and anybody else those of a frozen text that they may read,
    as a member who agreed to review it.
    """
    article = image.article
    house = False
    if user is not None and user.is_authenticated and user.is_active:
        if article.authorships.filter(user_id=user.pk).exists():
            return True
        house = user.has_role(Role.EDITOR) or user.has_role(Role.ADMIN)
    for submission in article.submissions.filter(revision__content__contains=image.digest):
        if house:
            return True
        submission.article = article
        if submission.is_open and may_read_pending(user, submission):
            return True
        if may_read_evidence(user, submission):
            return True
    return False


def against_removing(user: Person, article: Article, digest: str) -> list[str]:
    """Return why the person can't take a picture away from the article."""
    reasons = against_saving(user, article)
    if reasons:
        return reasons
    revision = article.revisions.filter(content__contains=digest).order_by("number").first()
    if revision is not None:
        return [
            f"Revision {revision.number} shows this picture. What was submitted is kept as it was,"
            " with its pictures."
        ]
    if digest in article.clinician_text or digest in article.plain_text:
        return ["The text shows this picture: take its line out of the text first, and save."]
    return []
