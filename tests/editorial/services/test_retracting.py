from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from articles.models import Notice, Publication
from editorial import services
from tests.editorial.services.watching import traced
from tests.factories import published
from tests.refusals import refused

TITLE = "Treating diabetic kidney disease"


@pytest.mark.parametrize("remove_text", [False, True])
def test_retract(cast, remove_text):
    publication = published(cast)

    with traced() as trace:
        notice = services.retract_publication(
            acting_user=cast.editor,
            publication=publication,
            reason="The dose is\u202e wrong.\r\n",
            remove_text=remove_text,
        )

    fresh = Publication.objects.get()
    assert fresh.status == "retracted"
    assert fresh.content == publication.content
    assert Notice.objects.get() == notice
    assert (notice.kind, notice.reason) == ("retraction", "The dose is wrong.")
    assert trace.records == [
        (
            "retracted",
            "Edith Editor",
            {
                "publication": publication.pk,
                "revision": 1,
                "notice": notice.pk,
                "kind": "retraction",
                "reason": "The dose is wrong.",
                "remove_text": remove_text,
            },
        )
    ]
    assert trace.mails == dict.fromkeys(("Anna Author", "Carl Coauthor"), f"Retracted: {TITLE}")


def test_no_reason_is_refused(cast):
    publication = published(cast)

    with refused("Tell readers why", by=ValidationError):
        services.retract_publication(acting_user=cast.editor, publication=publication, reason=" ")


def test_a_reason_without_end_is_refused(cast):
    publication = published(cast)

    with refused("20,000 characters at most", by=ValidationError):
        services.retract_publication(
            acting_user=cast.editor, publication=publication, reason="x" * 20_001
        )


def test_retract_twice_is_refused(cast):
    publication = published(cast)
    services.retract_publication(acting_user=cast.editor, publication=publication, reason="Wrong.")

    with refused("Only a live publication can be retracted."):
        services.retract_publication(
            acting_user=cast.editor, publication=publication, reason="Wrong."
        )
