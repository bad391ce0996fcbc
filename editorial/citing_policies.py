"""Who may mark a cited work as retracted, and decide about the articles that cite it.

As in ``policies``, an empty list means yes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.enums import Role
from editorial.policies import _editor, _person

if TYPE_CHECKING:
    from editorial.models import CitationTask
    from editorial.policies import Person


def against_marking_retracted(user: Person) -> list[str]:
    """Return why the person can't mark a cited work as retracted."""
    return _person(user, Role.EDITOR, "Only editors can do this.")


def against_deciding_citation(user: Person, task: CitationTask) -> list[str]:
    """Return why the person can't decide about an article that cites a retracted work."""
    decided = [] if task.closed_at is None else ["This was decided already."]
    return _editor(user, task.article) or decided
