"""What the database must refuse about comments, and about what checklists ask."""

from __future__ import annotations

from editorial.enums import Severity
from editorial.models import Checklist, ChecklistItem, Comment
from tests.attacks import SOME_TIME, attacks, delete, update
from tests.factories import Cast, remark, submitted


def _comment(cast: Cast) -> Comment:
    """Return a comment without replies, so that nothing but the guard keeps it."""
    return remark(submitted(cast), cast.editor, severity=Severity.SHOULD_FIX)


def _checklist(cast: Cast) -> Checklist:
    return Checklist.objects.get(slug="discern")


def _bare_checklist(cast: Cast) -> Checklist:
    """Return a version without items, so that nothing but the guard keeps it."""
    return Checklist.objects.create(slug="bare", version=1, name="Bare", scale=[[1, "Yes"]])


def _item(cast: Cast) -> ChecklistItem:
    return _checklist(cast).items.earliest("position")


ATTACKS = [
    *attacks(
        "comment_fixed",
        words=lambda cast: update(_comment(cast), body="Never mind."),
        weight=lambda cast: update(_comment(cast), severity="note"),
        audience=lambda cast: update(_comment(cast), audience="private"),
        author=lambda cast: update(_comment(cast), author_id=cast.board_one.pk),
        time=lambda cast: update(_comment(cast), created_at=SOME_TIME),
        passage=lambda cast: update(_comment(cast), part="clinician", exact="Check the eGFR."),
    ),
    *attacks("comment_undeletable", delete=lambda cast: delete(_comment(cast))),
    *attacks(
        "checklist_fixed",
        name=lambda cast: update(_checklist(cast), name="Other"),
        version=lambda cast: update(_checklist(cast), version=7),
        source=lambda cast: update(_checklist(cast), source="Somebody else"),
        scale=lambda cast: update(_checklist(cast), scale='[[1, "Perhaps"]]'),
        use=lambda cast: update(_checklist(cast), applies_to="every"),
    ),
    *attacks("checklist_undeletable", delete=lambda cast: delete(_bare_checklist(cast))),
    *attacks(
        "checklistitem_unchangeable",
        question=lambda cast: update(_item(cast), question="Is it short?"),
        skippable=lambda cast: update(_item(cast), may_not_apply=True),
    ),
    *attacks("checklistitem_undeletable", delete=lambda cast: delete(_item(cast))),
]
