"""What a program wrote waits for an author; no program stands in for that."""

from __future__ import annotations

import pytest

from accounts.errors import ConflictError
from articles.enums import AIUse
from articles.models import Article
from editorial import services
from editorial.enums import Action
from editorial.selectors.timeline import timeline
from tests.factories import Cast, draft, submitted
from tests.factories.tokens import by_program, token_of
from tests.refusals import nothing_written, refused

pytestmark = pytest.mark.django_db


def newest(article: Article) -> int:
    return int(article.history.latest().history_id)


def take(cast: Cast, article: Article) -> None:
    services.take_responsibility(
        acting_user=cast.author, article=article, seen_save=newest(article)
    )


def test_a_programs_text_cannot_be_submitted(cast: Cast) -> None:
    article = by_program(cast)
    with refused("A program wrote this text"):
        services.submit_article(acting_user=cast.author, article=article)


def test_it_can_once_an_author_answers_for_it(cast: Cast) -> None:
    article = by_program(cast)
    take(cast, article)
    submission = submitted(cast, article)
    assert submission.revision.document["ai"]["verified_by"] == "Anna Author"
    record = article.records.get(action=Action.RESPONSIBILITY_TAKEN)
    assert record.details["program"] == "Pipeline"
    assert record.details["save"] == newest(article)
    said = [entry.sentence for entry in timeline(article.records.order_by("sequence"))]
    assert "Anna Author, MD took responsibility for what the program wrote." in said


def test_a_program_never_says_who_verified_its_text(cast: Cast) -> None:
    article = by_program(cast, ai_verified_by="Anna Author")
    article.refresh_from_db()
    assert article.ai_verified_by == ""


def test_a_later_save_of_a_program_waits_again(cast: Cast) -> None:
    article = by_program(cast)
    take(cast, article)
    token, _secret = token_of(cast.coauthor, name="Other pipeline")
    services.save_article(
        acting_user=cast.coauthor,
        article=article,
        changes={"funding": "A fund", "ai_verified_by": "Carl Coauthor"},
        token=token,
    )
    article.refresh_from_db()
    assert article.ai_verified_by == "Anna Author"  # who is replaced by whoever answers for this
    with refused("A program wrote this text"):
        services.submit_article(acting_user=cast.author, article=article)
    assert article.responsibilities.count() == 2
    take(cast, article)
    assert submitted(cast, article).revision.document["funding"] == "A fund"


def test_the_same_text_again_is_no_new_save(cast: Cast) -> None:
    article = by_program(cast)
    take(cast, article)
    token, _secret = token_of(cast.author)
    with nothing_written():
        services.save_article(
            acting_user=cast.author,
            article=article,
            changes={"funding": article.funding, "title": article.title},
            token=token,
        )


def test_a_person_who_edits_it_does_not_thereby_answer_for_it(cast: Cast) -> None:
    article = by_program(cast)
    changes = {"ai_verified_by": "Anna Author, MD", "funding": "Mine"}
    services.save_article(acting_user=cast.author, article=article, changes=changes)
    with refused("A program wrote this text"):
        services.submit_article(acting_user=cast.author, article=article)


def test_only_what_was_read_is_answered_for(cast: Cast) -> None:
    article = by_program(cast)
    seen = newest(article)
    services.save_article(
        acting_user=cast.coauthor, article=article, changes={"funding": "Changed since"}
    )
    with refused("saved again since", by=ConflictError):
        services.take_responsibility(acting_user=cast.author, article=article, seen_save=seen)


@pytest.mark.parametrize("who", ["outsider", "editor", "board_one", "admin", "reader"])
def test_nobody_but_an_author_answers(cast: Cast, who: str) -> None:
    article = by_program(cast)
    with refused():
        services.take_responsibility(
            acting_user=getattr(cast, who), article=article, seen_save=newest(article)
        )


def test_there_is_nothing_to_answer_for_in_a_persons_text(cast: Cast) -> None:
    article = draft(cast)
    with refused("Nothing here waits"):
        take(cast, article)


def test_where_no_tool_was_used_nobody_is_named_as_its_verifier(cast: Cast) -> None:
    article = by_program(cast, ai_use=AIUse.NONE, ai_tool="", ai_purpose="")
    take(cast, article)
    article.refresh_from_db()
    assert article.ai_verified_by == ""
