from __future__ import annotations

import pytest

from articles.models import Article
from editorial import services
from tests.editorial.services.watching import traced
from tests.factories import publish, submitted, under_review
from tests.refusals import refused


def grant(cast, submission):
    return services.grant_early_access(acting_user=cast.editor, submission=submission)


def end(cast, submission):
    return services.end_early_access(acting_user=cast.editor, submission=submission)


@pytest.mark.parametrize(
    ("acts", "opened", "action"),
    [([grant], True, "early_access_granted"), ([grant, end], False, "early_access_ended")],
    ids=["grant", "end"],
)
def test_early_access(cast, acts, opened, action):
    submission = submitted(cast)
    for act in acts[:-1]:
        act(cast, submission)

    with traced() as trace:
        acts[-1](cast, submission)

    assert Article.objects.get().early_access is opened
    assert trace.records == [(action, "Edith Editor", {"submission": str(submission.uid)})]
    assert trace.mails == {}


def test_what_is_so_already_is_refused(cast):
    submission = submitted(cast)
    with refused("That is so already."):
        end(cast, submission)
    grant(cast, submission)
    with refused("That is so already."):
        grant(cast, submission)


def test_publication_ends_it(cast):
    submission = under_review(cast)
    grant(cast, submission)

    publish(cast, submission)

    assert not Article.objects.get().early_access
