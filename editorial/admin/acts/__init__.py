"""The acts of the desk, one small file each (``accounts.desk.acts`` says what an act is)."""

from __future__ import annotations

from accounts.desk.acts import Act
from editorial.admin.acts.assign import Assign
from editorial.admin.acts.begin_review import BeginReview
from editorial.admin.acts.early_access import EndEarlyAccess, GrantEarlyAccess
from editorial.admin.acts.letters import Decline, RequestChanges
from editorial.admin.acts.preview_links import MakePreviewLink, RevokePreviewLinks
from editorial.admin.acts.rejudge import Rejudge
from editorial.admin.acts.release import Release
from editorial.admin.acts.respond import Accept, TurnDown
from editorial.admin.acts.reviewers import Move, Remind, Replace
from editorial.admin.acts.sign import Sign

#: In the order of their buttons.
SUBMISSION_ACTS: tuple[Act, ...] = (
    Accept(),
    Sign(),
    TurnDown(),
    Assign(),
    BeginReview(),
    RequestChanges(),
    Decline(),
    Remind(),
    Move(),
    Replace(),
    Release(),
    Rejudge(),
    GrantEarlyAccess(),
    EndEarlyAccess(),
    MakePreviewLink(),
    RevokePreviewLinks(),
)
