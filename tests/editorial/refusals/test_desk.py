"""What keeps a member from signing, or an editor from deciding, holds for what leads there."""

from __future__ import annotations

from datetime import date

from accounts.enums import Role
from editorial import services
from editorial.models import Submission
from tests.editorial.refusals.agreeing import WROTE, byline
from tests.factories import (
    Cast,
    InterestFactory,
    UserFactory,
    approve,
    assign,
    board_member,
    draft,
    signed_once,
    submitted,
)
from tests.refusals import refused


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
