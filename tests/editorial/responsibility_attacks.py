"""Responsibility for what a program wrote, attacked by SQL."""

from __future__ import annotations

import uuid
from typing import Any

from editorial.models import Responsibility
from editorial.services import save_article, take_responsibility
from tests.attacks import SOME_TIME, attacks, copy, delete, update
from tests.factories import Cast, withdrawn
from tests.factories.tokens import by_program, token_of


def waiting(cast: Cast) -> Responsibility:
    """Return the row of a text that a program wrote and nobody has answered for."""
    return by_program(cast).responsibilities.get()


def taken(cast: Cast) -> Responsibility:
    article = by_program(cast)
    return take_responsibility(
        acting_user=cast.author, article=article, seen_save=article.history.latest().history_id
    )


def _resubmitted(cast: Cast) -> Any:
    """Copy a closed submission as a new one, after a program has changed the text."""
    submission = withdrawn(cast)
    save_article(
        acting_user=cast.author,
        article=submission.article,
        changes={"funding": "A fund"},
        token=token_of(cast.author)[0],
    )
    return copy(submission, uid=uuid.uuid4().hex, state="submitted", closed_at=None)


ATTACKS = [
    *attacks("responsibility_undeletable", delete=lambda cast: delete(waiting(cast))),
    *attacks(
        "responsibility_taken_once",
        by_another=lambda cast: update(taken(cast), taken_by_id=cast.coauthor.pk),
        given_back=lambda cast: update(
            taken(cast), taken_at=None, taken_by_id=None, taken_for=None
        ),
        of_another_text=lambda cast: update(waiting(cast), save_number=1_000_000),
    ),
    *attacks("submission_needs_responsibility", insert=_resubmitted),
]

CONSTRAINTS = [
    *attacks("responsibility_one_waiting", twice=lambda cast: copy(waiting(cast))),
    *attacks(
        "responsibility_taken_by_somebody",
        nobody=lambda cast: update(waiting(cast), taken_at=SOME_TIME),
    ),
]
