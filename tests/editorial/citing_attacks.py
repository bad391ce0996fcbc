"""What the database must refuse about retracted works."""

from __future__ import annotations

from editorial import services
from editorial.models import CitationTask, RetractedWork
from tests.attacks import attacks, copy
from tests.factories import Cast, draft


def _marked(cast: Cast) -> RetractedWork:
    draft(cast)
    return services.mark_reference_retracted(
        acting_user=cast.editor, doi="10.5555/example.2024.1", reason="Retracted."
    )


def _task(cast: Cast) -> CitationTask:
    return _marked(cast).tasks.get()


CONSTRAINTS = [
    *attacks("retracted_work_once", twice=lambda cast: copy(_marked(cast))),
    *attacks("citation_task_once", twice=lambda cast: copy(_task(cast))),
]
