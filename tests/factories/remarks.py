"""What is said about a text under review."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from editorial import services
from editorial.enums import Severity
from editorial.models import Comment, Submission


def remark(submission: Submission, by: User, body: str = "Say so.", **details: Any) -> Comment:
    """Return a comment for the authors that weighs nothing, unless the details say otherwise."""
    return services.add_comment(
        acting_user=by,
        submission=submission,
        body=body,
        **{"severity": Severity.NOTE, **details},
    )
