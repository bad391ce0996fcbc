"""Who may see a picture that is not public. As in ``editorial.policies``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.enums import Role
from editorial.policies import may_read_evidence, may_read_pending

if TYPE_CHECKING:
    from articles.models import Image
    from editorial.policies import Person


def may_see_image(user: Person, image: Image) -> bool:
    """Tell whether the person may see a picture that no published text shows.

    Who may read the working copy may: its authors, editors and administrators. Anybody else sees
    only the pictures of a frozen text that they may read, as a member who agreed to review it.
    """
    article = image.article
    if user is not None and user.is_authenticated and user.is_active:
        if user.has_role(Role.EDITOR) or user.has_role(Role.ADMIN):
            return True
        if article.authorships.filter(user_id=user.pk).exists():
            return True
    for submission in article.submissions.filter(revision__content__contains=image.digest):
        submission.article = article
        if submission.is_open and may_read_pending(user, submission):
            return True
        if may_read_evidence(user, submission):
            return True
    return False
