"""Two people at the same moment, as real processes: one clean outcome each, and words.

Each of the races for a signature is run fifty times, on PostgreSQL, where it is a row that is
locked. (On SQLite a transaction locks the whole database before it begins.)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pytest

from accounts.models import SigningProof, User
from articles.models import Article
from editorial import services
from editorial.enums import Meaning, State
from editorial.models import Submission
from tests.factories import Cast, complete, draft, proof_for, signed_once, under_review
from tests.races.processes import DONE, Outcome, Pair, race
from tests.races.promises import check

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

ROUNDS = 50
#: Of the races that are not for a signature.
FEWER = 10
#: A proof lasts a minute, so each lot is proved and raced before the next.
LOT = 10

SIGNED = Outcome("refused", "You have signed this submission already.")


def closed(state: str) -> Outcome:
    return Outcome("refused", f"This submission is closed: {state}.")


def race_in_lots(
    submissions: Sequence[Submission], prepare: Callable[[Submission], Pair]
) -> list[tuple[Outcome, Outcome]]:
    """Prove who they are in the one process, then let the two others do nothing but act."""
    outcomes = []
    for start in range(0, len(submissions), LOT):
        outcomes += race([prepare(one) for one in submissions[start : start + LOT]])
    return outcomes


def signing(submission: Submission, member: User, proof: SigningProof | None = None) -> Any:
    """Return the act of signing, the proof made already."""
    return partial(
        services.sign_submission,
        acting_user=member,
        submission=submission,
        meaning=Meaning.APPROVED,
        digest=submission.revision.digest,
        proof=proof or proof_for(member, submission),
    )


def test_two_members_sign_at_the_same_moment(cast: Cast) -> None:
    """Both signatures stand, and the one that came second brings the publication."""
    submissions = [under_review(cast) for _ in range(ROUNDS)]

    outcomes = race_in_lots(
        submissions,
        lambda one: (signing(one, cast.board_one), signing(one, cast.board_two)),
    )

    assert outcomes == [(DONE, DONE)] * ROUNDS
    for submission in submissions:
        assert check(submission).state == State.APPROVED


def test_last_signature_against_a_withdrawal(cast: Cast) -> None:
    """Either it is published, or it is withdrawn and the signature was never made."""
    submissions = [signed_once(cast) for _ in range(ROUNDS)]

    outcomes = race_in_lots(
        submissions,
        lambda one: (
            signing(one, cast.board_two),
            partial(services.withdraw_submission, acting_user=cast.author, submission=one),
        ),
    )

    for submission, outcome in zip(submissions, outcomes, strict=True):
        fresh = check(submission)
        if fresh.state == State.APPROVED:
            assert outcome == (DONE, closed("approved"))
        else:
            assert outcome == (closed("withdrawn"), DONE)
            assert fresh.state == State.WITHDRAWN
            assert fresh.signatures.count() == 1


@pytest.mark.parametrize("proofs", ["one proof", "two proofs"])
def test_double_click_on_the_signature(cast: Cast, proofs: str) -> None:
    """The same click twice, and the same member on two screens."""
    rounds = ROUNDS // 2
    submissions = [under_review(cast) for _ in range(rounds)]

    def twice(one: Submission) -> Pair:
        first = signing(one, cast.board_one)
        return first, first if proofs == "one proof" else signing(one, cast.board_one)

    outcomes = race_in_lots(submissions, twice)

    assert [sorted(outcome) for outcome in outcomes] == [[DONE, SIGNED]] * rounds
    for submission in submissions:
        assert check(submission).signatures.count() == 1


def test_both_authors_submit_at_the_same_moment(cast: Cast) -> None:
    articles = [draft(cast) for _ in range(FEWER)]

    outcomes = race(
        [
            (
                partial(services.submit_article, acting_user=cast.author, article=one),
                partial(services.submit_article, acting_user=cast.coauthor, article=one),
            )
            for one in articles
        ]
    )

    words = "Revision 1 is still on its way. Withdraw it, or wait for the decision."
    assert [sorted(o) for o in outcomes] == [[DONE, Outcome("refused", words)]] * FEWER
    for article in articles:
        assert article.revisions.count() == 1
        check(article.submissions.get())


def test_both_authors_save_what_both_opened(cast: Cast) -> None:
    """Nobody's text is lost: who came second is told that there is a newer one."""
    articles = [draft(cast) for _ in range(FEWER)]

    def saving(article: Article, user: User) -> Any:
        return partial(
            services.save_article,
            acting_user=user,
            article=article,
            changes={"funding": f"Found by {user.printed_name}"},
            seen_save=article.history.latest().history_id,
        )

    outcomes = race([(saving(one, cast.author), saving(one, cast.coauthor)) for one in articles])

    for article, outcome in zip(articles, outcomes, strict=True):
        faster, slower = sorted(outcome)
        assert (faster, slower.how) == (DONE, "refused")
        assert "saved this article while you were writing" in slower.words
        assert article.history.count() == 2


def test_two_articles_of_one_title_at_the_same_moment(cast: Cast) -> None:
    """Each gets an address of its own."""
    titles = [f"Title {number}" for number in range(FEWER)]

    def creating(title: str, user: User) -> Any:
        changes = complete(cast.specialty, title=title)
        return partial(services.create_article, acting_user=user, changes=changes)

    outcomes = race([(creating(t, cast.author), creating(t, cast.outsider)) for t in titles])

    assert outcomes == [(DONE, DONE)] * FEWER
    assert Counter(Article.objects.values_list("title", flat=True)) == Counter(titles * 2)
    assert Article.objects.values("slug").distinct().count() == 2 * FEWER
