"""Every reason for which a signature is refused, each proving that nothing of it is written.

In each test but one thing stands in the way: before it, the member could have signed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.enums import Role
from accounts.models import User
from accounts.services.board import end_term
from accounts.services.people import deactivate_person, set_roles
from articles.models import Article
from editorial import policies, services
from editorial.enums import AssignmentState, Meaning
from editorial.models import Assignment, Submission
from tests.factories import (
    Cast,
    DisclosureFactory,
    InterestFactory,
    UserFactory,
    again,
    approve,
    assign,
    board_member,
    changes_requested,
    complete,
    declined,
    draft,
    enable_to_sign,
    published,
    sign,
    signed_once,
    submitted,
    under_review,
    withdrawn,
)
from tests.refusals import refused

YESTERDAY = timezone.now().date() - timedelta(days=1)
WROTE = "wrote or edited this text"


def writing_member(cast: Cast) -> User:
    """Return a member who writes as well, so that nothing but the text can stand in the way."""
    roles = [Role.AUTHOR, Role.BOARD]
    member = board_member(cast.specialty, printed_name="Wanda Writer", roles=roles)
    return enable_to_sign(member)


@pytest.fixture(autouse=True)
def _everybody_can_prove_who_they_are(cast: Cast) -> None:
    """Enrol everybody beforehand, so that only the signature could leave a trace."""
    for person in User.objects.all():
        enable_to_sign(person)


def agreed(submission: Submission, member: User) -> Submission:
    """Let a member have agreed to review whom, perhaps, no service would ask."""
    enable_to_sign(member)
    Assignment.objects.create(
        submission=submission,
        member=member,
        state=AssignmentState.ACCEPTED,
        invited_by=submission.submitted_by,
        invited_at=timezone.now(),
        due_on=timezone.now().date(),
    )
    return submission


def byline(cast: Cast, article: Article, *people: User) -> None:
    services.save_article(acting_user=cast.author, article=article, changes={}, authors=people)


def test_who_may_sign_signs(cast: Cast) -> None:
    """The same member, with nothing in the way: what the refusals below are held against."""
    member = writing_member(cast)
    submission = agreed(under_review(cast), member)
    assert policies.against_signing(member, submission, meaning=Meaning.APPROVED) == []

    assert sign(submission, member).signer == member


# --- The text -----------------------------------------------------------------------------------


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


# --- The submission -----------------------------------------------------------------------------


def test_review_that_has_not_begun_is_refused(cast: Cast) -> None:
    submission = agreed(submitted(cast), cast.board_one)

    with refused("The review has not begun"):
        sign(submission, cast.board_one)


CLOSED: dict[str, Callable[[Cast], Submission]] = {
    "withdrawn": withdrawn,
    "declined": declined,
    "changes requested": changes_requested,
    "approved": lambda cast: published(cast).submission,
}


@pytest.mark.parametrize("state", CLOSED)
def test_closed_submission_is_refused(cast: Cast, state: str) -> None:
    submission = CLOSED[state](cast)
    member = board_member(cast.specialty, printed_name="Nina New")
    agreed(submission, member)

    with refused(f"This submission is closed: {state}."):
        sign(submission, member)


def test_submission_as_it_was_before_it_was_closed_is_refused(cast: Cast) -> None:
    """The instance still says that it is open; the row behind the lock does not."""
    stale = under_review(cast)
    services.withdraw_submission(acting_user=cast.author, submission=stale)
    assert stale.is_open

    with refused("This submission is closed: withdrawn."):
        sign(stale, cast.board_one)


# --- The invitation -----------------------------------------------------------------------------


def test_who_was_not_asked_is_refused(cast: Cast) -> None:
    member = writing_member(cast)
    submission = under_review(cast)

    with refused("You have not been asked to review this submission"):
        sign(submission, member)


def test_who_did_not_agree_yet_is_refused(cast: Cast) -> None:
    member = writing_member(cast)
    submission = under_review(cast)
    assign(cast, submission, member)

    with refused("Agree to review first"):
        sign(submission, member)


def test_who_was_released_is_refused(cast: Cast) -> None:
    submission = under_review(cast)
    assignment = submission.assignments.get(member=cast.board_one)
    services.release_assignment(acting_user=cast.editor, assignment=assignment)

    with refused("You have not been asked to review this submission"):
        sign(submission, cast.board_one)


def test_who_turned_the_review_down_is_refused(cast: Cast) -> None:
    submission = under_review(cast)
    services.turn_down_assignment(
        acting_user=cast.board_one,
        assignment=submission.assignments.get(member=cast.board_one),
        reason="A conflict after all.",
        conflict=True,
    )

    with refused("You have not been asked to review this submission"):
        sign(submission, cast.board_one)


@pytest.mark.parametrize("meaning", Meaning)
def test_who_signed_already_is_refused(cast: Cast, meaning: Meaning) -> None:
    submission = signed_once(cast)

    with refused("You have signed this submission already"):
        sign(submission, cast.board_one, meaning)


# --- The member ---------------------------------------------------------------------------------


def test_member_whose_term_is_over_is_refused(cast: Cast) -> None:
    submission = under_review(cast)
    end_term(
        acting_user=cast.admin, membership=cast.board_one.memberships.get(), last_day=YESTERDAY
    )

    with refused("is not a current member of the board"):
        sign(submission, cast.board_one)


def test_member_whose_term_has_not_begun_is_refused(cast: Cast) -> None:
    submission = under_review(cast)
    cast.board_one.memberships.update(term_start=timezone.now().date() + timedelta(days=1))

    with refused("is not a current member of the board"):
        sign(submission, cast.board_one)


def test_role_without_a_seat_is_refused(cast: Cast) -> None:
    person = UserFactory(roles=[Role.BOARD])
    submission = agreed(under_review(cast), person)

    with refused("is not a current member of the board"):
        sign(submission, person)


def test_seat_without_the_role_is_refused(cast: Cast) -> None:
    submission = under_review(cast)
    set_roles(acting_user=cast.admin, person=cast.board_one, roles=[Role.AUTHOR])
    assert cast.board_one.memberships.exists()

    with refused("Only board members sign"):
        sign(submission, again(cast.board_one))


@pytest.mark.parametrize("who", ["author", "coauthor", "editor", "admin", "outsider"])
def test_who_is_not_on_the_board_is_refused(cast: Cast, who: str) -> None:
    submission = under_review(cast)

    with refused("Only board members sign"):
        sign(submission, getattr(cast, who))


def test_closed_account_is_refused(cast: Cast) -> None:
    submission = under_review(cast)
    deactivate_person(acting_user=cast.admin, person=cast.board_one, reason="Retired.")

    with refused("This account is no longer active"):
        sign(submission, again(cast.board_one))


@pytest.mark.parametrize("nobody", [None, AnonymousUser()], ids=["none", "not signed in"])
def test_nobody_is_refused(cast: Cast, nobody: AnonymousUser | None) -> None:
    submission = under_review(cast)

    with refused("Sign in first"):
        sign(submission, nobody)


# --- The member's interests ---------------------------------------------------------------------


def undisclosed(cast: Cast, dated: date | None = None) -> tuple[Submission, User]:
    """Return a submission and a member who agreed with no disclosure, or an old one."""
    member = board_member(cast.specialty, printed_name="Una Undisclosed", disclosed=False)
    if dated:
        DisclosureFactory(user=member, dated=dated)
    return agreed(under_review(cast), member), member


def test_no_disclosure_is_refused(cast: Cast) -> None:
    submission, member = undisclosed(cast)

    with refused("has not disclosed interests, or that there are none"):
        sign(submission, member)


def test_disclosure_older_than_twelve_months_is_refused(cast: Cast) -> None:
    submission, member = undisclosed(cast, timezone.now().date() - timedelta(days=366))

    with refused("is older than twelve months"):
        sign(submission, member)


def test_disclosure_of_exactly_twelve_months_holds(cast: Cast) -> None:
    submission, member = undisclosed(cast, timezone.now().date() - timedelta(days=365))

    assert sign(submission, member)


INTERESTS = {
    "organisation": ({"organisation": "acme  pharma"}, "acme  pharma"),
    "product": ({"products": "Otherine, EXAMPLEGLIFLOZIN"}, "EXAMPLEGLIFLOZIN"),
    "product in plain words": ({"products": "daily tablet"}, "daily tablet"),
    "journal article": ({"products": "kidney outcomes"}, "kidney outcomes"),
}


@pytest.mark.parametrize(("interest", "named"), INTERESTS.values(), ids=INTERESTS.keys())
def test_conflicting_interest_is_refused(cast: Cast, interest: dict[str, str], named: str) -> None:
    submission = under_review(cast, funding="A grant of Acme Pharma")
    InterestFactory(user=cast.board_one, **interest)

    with refused(f"has declared an interest in {named}, which this text mentions"):
        sign(submission, cast.board_one)


@pytest.mark.parametrize("products", ["", "gliflozin", "Examplegliflozine", "mg da"])
def test_interest_in_something_else_is_no_conflict(cast: Cast, products: str) -> None:
    submission = under_review(cast)
    InterestFactory(user=cast.board_one, products=products)

    assert sign(submission, cast.board_one)


def test_interest_of_an_older_disclosure_is_over(cast: Cast) -> None:
    submission = under_review(cast)
    InterestFactory(
        user=cast.board_one,
        products="Examplegliflozin",
        disclosure__dated=timezone.now().date() - timedelta(days=200),
    )

    assert sign(submission, cast.board_one)


# --- The same reasons at the desk ---------------------------------------------------------------


def test_the_desk_does_not_ask_whom_a_signature_would_be_refused(cast: Cast) -> None:
    submission = submitted(cast)
    InterestFactory(user=cast.board_one, products="Examplegliflozin")
    old = board_member(cast.specialty, printed_name="Olaf Old", disclosed=date(2020, 1, 1))
    seatless = UserFactory(printed_name="Sina Seatless", roles=[Role.BOARD])
    for member, said in (
        (cast.board_one, "has declared an interest in Examplegliflozin"),
        (old, "older than twelve months"),
        (seatless, "not a current member of the board"),
        (cast.coauthor, WROTE),
    ):
        with refused(said):
            assign(cast, submission, member)


def test_who_may_not_sign_any_more_can_not_agree(cast: Cast) -> None:
    assignment = assign(cast, submitted(cast), cast.board_one)
    InterestFactory(user=cast.board_one, products="Examplegliflozin")

    with refused("has declared an interest in Examplegliflozin"):
        services.accept_assignment(acting_user=cast.board_one, assignment=assignment)


def test_editor_who_wrote_the_text_decides_nothing(cast: Cast) -> None:
    person = UserFactory(printed_name="Wim Both", roles=[Role.AUTHOR, Role.EDITOR])
    article = draft(cast)
    byline(cast, article, cast.author, person)
    submission = signed_once(cast, article)
    words = "another editor must decide"
    with refused(words):
        services.decline_submission(acting_user=person, submission=submission, letter="No.")
    with refused(words):
        services.request_changes(acting_user=person, submission=submission, letter="More.")
    with refused(words):
        services.grant_early_access(acting_user=person, submission=submission)
    approve(submission, cast.board_two)
    publication = Submission.objects.get(pk=submission.pk).publication
    assert publication is not None
    with refused(words):
        services.retract_publication(acting_user=person, publication=publication, reason="Wrong.")
