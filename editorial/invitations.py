"""Links that are mailed with an invitation to review.

A link is a signed token that names the assignment and the time of the invitation, so that a new
invitation makes the old links worthless. It says who may answer, and signs nobody in.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core import signing

from editorial.instants import utc_text
from editorial.models import Assignment

LIVES_FOR = timedelta(days=14)

_SALT = "editorial.invitation"


def token_for(assignment: Assignment) -> str:
    """Return the token with which the invited member may answer, from now for two weeks."""
    signer = signing.TimestampSigner(salt=_SALT)
    return signer.sign_object([assignment.pk, utc_text(assignment.invited_at)])


def read_token(token: str) -> tuple[int, datetime]:
    """Return the assignment's key and the time of the invitation.

    Raises ``signing.SignatureExpired`` for an old one and ``signing.BadSignature`` for any other
    that this office did not make.
    """
    signer = signing.TimestampSigner(salt=_SALT)
    pk, invited_at = signer.unsign_object(token, max_age=LIVES_FOR)
    return pk, datetime.fromisoformat(invited_at)
