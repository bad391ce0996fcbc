"""A signature is refused to who wrote the text, and for any text but the one under review."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from editorial import policies, services
from editorial.enums import Meaning
from tests.editorial.refusals.agreeing import WROTE, agreed, byline, writing_member
from tests.factories import (
    Cast,
    complete,
    draft,
    sign,
    under_review,
    withdrawn,
)
from tests.refusals import refused


def test_who_may_sign_signs(cast: Cast) -> None:
    """The same member, with nothing in the way: what the refusals below are held against."""
    member = writing_member(cast)
    submission = agreed(under_review(cast), member)
    assert policies.against_signing(member, submission, meaning=Meaning.APPROVED) == []

    assert sign(submission, member).signer == member


def test_author_is_refused(cast: Cast) -> None:
    member = writing_member(cast)
    article = services.create_article(acting_user=member, changes=complete(cast.specialty))
    submission = services.submit_article(acting_user=member, article=article)
    services.begin_review(acting_user=cast.editor, submission=submission)
    agreed(submission, member)

    with refused(WROTE):
        sign(submission, member)


def test_coauthor_is_refused(cast: Cast) -> None:
    member = writing_member(cast)
    article = draft(cast)
    byline(cast, article, cast.author, member)
    submission = agreed(under_review(cast, article), member)

    with refused(WROTE):
        sign(submission, member)


def test_who_became_a_coauthor_after_agreeing_is_refused(cast: Cast) -> None:
    member = writing_member(cast)
    submission = agreed(under_review(cast), member)
    byline(cast, submission.article, cast.author, member)

    with refused(WROTE):
        sign(submission, member)


def test_former_author_of_an_earlier_revision_is_refused(cast: Cast) -> None:
    """They saved nothing themselves: only the frozen byline of revision 1 knows of them."""
    member = writing_member(cast)
    article = draft(cast)
    byline(cast, article, cast.author, member)
    withdrawn(cast, article)
    byline(cast, article, cast.author)
    assert not article.history.filter(history_user=member).exists()
    submission = agreed(under_review(cast, article), member)

    with refused(WROTE):
        sign(submission, member)


def test_who_saved_the_working_copy_is_refused(cast: Cast) -> None:
    """They are on no byline any more, frozen or not: only the history knows of them."""
    member = writing_member(cast)
    article = draft(cast)
    byline(cast, article, cast.author, member)
    services.save_article(acting_user=member, article=article, changes={"funding": "A grant"})
    byline(cast, article, cast.author)
    submission = agreed(under_review(cast, article), member)
    assert str(member.uid) not in submission.revision.content

    with refused(WROTE):
        sign(submission, member)


@pytest.mark.parametrize("digest", ["", "0" * 64], ids=["none", "other"])
def test_other_digest_is_refused(cast: Cast, digest: str) -> None:
    submission = under_review(cast)

    with refused("The text you saw is not the text under review"):
        sign(submission, cast.board_one, digest=digest)


def test_digest_of_the_previous_revision_is_refused(cast: Cast) -> None:
    """A page left open over a withdrawal shows a text that is no longer the one at stake."""
    first = withdrawn(cast)
    services.save_article(
        acting_user=cast.author, article=first.article, changes={"funding": "A grant"}
    )
    second = under_review(cast, first.article)

    with refused("The text you saw is not the text under review"):
        sign(second, cast.board_one, digest=first.revision.digest)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"clinician_text": "A claim.", "plain_text": ""}, "Attribution"),
        ({"references": []}, "Attribution"),
        ({"ai_use": "not_stated"}, "Disclosure"),
    ],
)
def test_incomplete_text_is_not_approved(cast: Cast, changes: dict[str, Any], said: str) -> None:
    submission = under_review(cast, **changes)

    with refused(said):
        sign(submission, cast.board_one)
    assert sign(submission, cast.board_one, Meaning.RETURNED).meaning == Meaning.RETURNED


def test_unknown_meaning_is_refused(cast: Cast) -> None:
    submission = under_review(cast)

    with refused("Choose what your signature means", by=ValidationError):
        sign(submission, cast.board_one, "perhaps")
