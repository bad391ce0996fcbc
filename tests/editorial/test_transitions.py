"""The state machine as a table: every verb, in every state, by everybody.

Whoever the table does not name is refused, and a refusal leaves no trace.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django_fsm import TransitionNotAllowed, get_available_FIELD_transitions

from accounts.errors import RefusedError
from accounts.models import User
from articles.models import Article, Publication
from editorial import services
from editorial.enums import MOVES, Meaning, State
from editorial.evidence import evidence
from editorial.models import Assignment, Submission
from editorial.verify import find_problems
from tests.factories import (
    Cast,
    accept,
    approve,
    assign,
    board_member,
    complete,
    draft,
    enable_to_sign,
    sign,
    submitted,
)
from tests.refusals import changed_since, snapshot

# --- The states ---------------------------------------------------------------------------------


@dataclass
class Scene:
    """A text in a state, and everybody who might want to do something about it.

    Two members have agreed to review, a third was asked, a fourth was not.
    """

    cast: Cast
    third: User
    fourth: User
    article: Article
    submission: Submission | None = None
    early_access: bool = False

    @property
    def people(self) -> dict[str, Any]:
        return {
            "author": self.cast.author,
            "coauthor": self.cast.coauthor,
            "outsider": self.cast.outsider,
            "editor": self.cast.editor,
            "admin": self.cast.admin,
            "one": self.cast.board_one,
            "two": self.cast.board_two,
            "third": self.third,
            "fourth": self.fourth,
            "reader": self.cast.reader,
            "nobody": None,
        }

    @property
    def sent(self) -> Submission:
        assert self.submission is not None
        return Submission.objects.get(pk=self.submission.pk)

    @property
    def publication(self) -> Publication:
        return Publication.objects.get()

    def asked(self, member: User) -> Assignment:
        return self.sent.assignments.get(member=member)


def at_draft(scene: Scene) -> None:
    """The working copy is all there is."""


def at_submitted(scene: Scene) -> None:
    scene.submission = submitted(scene.cast, scene.article)
    for member in (scene.cast.board_one, scene.cast.board_two):
        accept(assign(scene.cast, scene.submission, member))
    assign(scene.cast, scene.submission, scene.third)


def at_under_review(scene: Scene) -> None:
    at_submitted(scene)
    services.begin_review(acting_user=scene.cast.editor, submission=scene.sent)


def at_signed_once(scene: Scene) -> None:
    at_under_review(scene)
    approve(scene.sent, scene.cast.board_one)


def at_early_access(scene: Scene) -> None:
    at_submitted(scene)
    services.grant_early_access(acting_user=scene.cast.editor, submission=scene.sent)


def at_approved(scene: Scene) -> None:
    at_signed_once(scene)
    approve(scene.sent, scene.cast.board_two)


def at_retracted(scene: Scene) -> None:
    at_approved(scene)
    services.retract_publication(
        acting_user=scene.cast.editor, publication=scene.publication, reason="The dose is wrong."
    )


def at_changes_requested(scene: Scene) -> None:
    at_signed_once(scene)
    services.request_changes(
        acting_user=scene.cast.editor, submission=scene.sent, letter="Please explain."
    )


def at_declined(scene: Scene) -> None:
    at_under_review(scene)
    services.decline_submission(
        acting_user=scene.cast.editor, submission=scene.sent, letter="Not for us."
    )


def at_withdrawn(scene: Scene) -> None:
    at_signed_once(scene)
    services.withdraw_submission(acting_user=scene.cast.author, submission=scene.sent)


# --- The verbs ----------------------------------------------------------------------------------

Verb = Callable[[Scene, Any], Any]

VERBS: dict[str, Verb] = {
    "create": lambda scene, user: services.create_article(
        acting_user=user, changes=complete(scene.cast.specialty)
    ),
    "save": lambda scene, user: services.save_article(
        acting_user=user, article=scene.article, changes={"funding": "A grant"}
    ),
    "submit": lambda scene, user: services.submit_article(acting_user=user, article=scene.article),
}
#: Verbs that need a submission.
VERBS_ON_SUBMISSION: dict[str, Verb] = {
    "withdraw": lambda scene, user: services.withdraw_submission(
        acting_user=user, submission=scene.sent
    ),
    "assign": lambda scene, user: services.assign_reviewer(
        acting_user=user, submission=scene.sent, member=scene.fourth
    ),
    "accept": lambda scene, user: services.accept_assignment(
        acting_user=user, assignment=scene.asked(scene.third)
    ),
    "turn down": lambda scene, user: services.turn_down_assignment(
        acting_user=user, assignment=scene.asked(scene.third), reason="No time."
    ),
    "turn down, having agreed": lambda scene, user: services.turn_down_assignment(
        acting_user=user, assignment=scene.asked(scene.cast.board_two), reason="No time."
    ),
    "release": lambda scene, user: services.release_assignment(
        acting_user=user, assignment=scene.asked(scene.third)
    ),
    "begin review": lambda scene, user: services.begin_review(
        acting_user=user, submission=scene.sent
    ),
    "request changes": lambda scene, user: services.request_changes(
        acting_user=user, submission=scene.sent, letter="Please explain."
    ),
    "decline": lambda scene, user: services.decline_submission(
        acting_user=user, submission=scene.sent, letter="Not for us."
    ),
    "grant early access": lambda scene, user: services.grant_early_access(
        acting_user=user, submission=scene.sent
    ),
    "end early access": lambda scene, user: services.end_early_access(
        acting_user=user, submission=scene.sent
    ),
    **{
        f"sign as {meaning.value}": lambda scene, user, meaning=meaning: sign(
            scene.sent, user, meaning
        )
        for meaning in Meaning
    },
}
VERBS_ON_PUBLICATION: dict[str, Verb] = {
    "retract": lambda scene, user: services.retract_publication(
        acting_user=user, publication=scene.publication, reason="The dose is wrong."
    ),
}

# --- The table ----------------------------------------------------------------------------------

AUTHORS = {"author", "coauthor"}
EDITOR = {"editor"}
SIGNERS = {"one", "two"}

ALWAYS = {"create": AUTHORS | {"outsider"}, "save": AUTHORS}
CLOSED = ALWAYS | {"submit": AUTHORS}
OPEN = ALWAYS | {
    "withdraw": AUTHORS,
    "assign": EDITOR,
    "accept": {"third"},
    "turn down": {"third"},
    "turn down, having agreed": {"two"},
    "release": EDITOR,
    "decline": EDITOR,
    "grant early access": EDITOR,
}


def signed_by(people: set[str]) -> dict[str, set[str]]:
    return {f"sign as {meaning.value}": people for meaning in Meaning}


#: State: how a text comes there, and who may do what in it.
TABLE: dict[str, tuple[Callable[[Scene], None], dict[str, set[str]]]] = {
    "draft": (at_draft, CLOSED),
    "submitted": (at_submitted, OPEN | {"begin review": EDITOR}),
    "submitted, early access": (
        at_early_access,
        {
            **OPEN,
            "begin review": EDITOR,
            "grant early access": set(),
            "end early access": EDITOR,
        },
    ),
    "under review": (
        at_under_review,
        OPEN | {"request changes": EDITOR} | signed_by(SIGNERS),
    ),
    "under review, signed once": (
        at_signed_once,
        OPEN | {"request changes": EDITOR} | signed_by({"two"}),
    ),
    "approved": (at_approved, CLOSED | {"retract": EDITOR}),
    "retracted": (at_retracted, CLOSED),
    "changes requested": (at_changes_requested, CLOSED),
    "declined": (at_declined, CLOSED),
    "withdrawn": (at_withdrawn, CLOSED),
}


def outcome(act: Callable[[], Any]) -> str:
    """Try an act and take it back; say whether it was allowed, or what went wrong."""
    try:
        with transaction.atomic():
            act()
            transaction.set_rollback(True)
    except RefusedError as refusal:
        return "refused" if all(reason.endswith(".") for reason in refusal.reasons) else "wordless"
    return "allowed"


@pytest.mark.parametrize("state", TABLE)
def test_who_may_do_what(cast: Cast, state: str) -> None:
    arrive, allowed = TABLE[state]
    scene = Scene(
        cast,
        third=board_member(cast.specialty, printed_name="Theo Third"),
        fourth=board_member(cast.elsewhere, printed_name="Frida Fourth"),
        article=draft(cast),
    )
    for person in User.objects.all():
        enable_to_sign(person)
    arrive(scene)
    verbs = {
        **VERBS,
        **(VERBS_ON_SUBMISSION if scene.submission else {}),
        **(VERBS_ON_PUBLICATION if Publication.objects.exists() else {}),
    }
    before = snapshot()

    found: dict[str, set[str]] = {}
    for verb, act in verbs.items():
        for name, person in scene.people.items():
            said = outcome(lambda act=act, person=person: act(scene, person))
            assert said in ("allowed", "refused"), (verb, name)
            assert changed_since(before) == set(), (verb, name)
            if said == "allowed":
                found.setdefault(verb, set()).add(name)

    assert found == {verb: people for verb, people in allowed.items() if people}
    assert find_problems(evidence(scene.article)) == []


# --- Around the table ---------------------------------------------------------------------------


def scene_at(cast: Cast, state: str) -> Submission:
    scene = Scene(
        cast,
        third=board_member(printed_name="Theo Third"),
        fourth=cast.outsider,
        article=draft(cast),
    )
    TABLE[state][0](scene)
    return scene.sent


REAL = [state.label.lower() for state in State]


@pytest.mark.parametrize("state", REAL)
def test_the_machine_has_the_moves_of_the_table_and_no_others(cast: Cast, state: str) -> None:
    submission = scene_at(cast, state)
    field = Submission._meta.get_field("state")

    moves = {move.target for move in get_available_FIELD_transitions(submission, field)}

    assert moves == set(MOVES.get(State(submission.state), ()))
    for name, target in (
        ("_begin_review", State.UNDER_REVIEW),
        ("_approve", State.APPROVED),
        ("_request_changes", State.CHANGES_REQUESTED),
        ("_decline", State.DECLINED),
        ("_withdraw", State.WITHDRAWN),
    ):
        if target not in moves:
            with pytest.raises(TransitionNotAllowed):
                getattr(submission, name)()


@pytest.mark.parametrize("state", REAL)
def test_update_makes_no_other_move(cast: Cast, state: str) -> None:
    submission = scene_at(cast, state)
    before = snapshot()
    wrong = set(State) - {State(submission.state)} - set(MOVES.get(State(submission.state), ()))
    for target in {*wrong, State.APPROVED} - {State(submission.state)}:
        with pytest.raises(IntegrityError), transaction.atomic():
            Submission.objects.filter(pk=submission.pk).update(state=target)
    assert changed_since(before) == set()


def test_move_around_the_services_is_found_by_the_verifier(cast: Cast) -> None:
    """The database can't tell a withdrawal without a record from one with it: the trail can."""
    submission = scene_at(cast, "submitted")
    Submission.objects.filter(pk=submission.pk).update(state=State.WITHDRAWN)

    problems = [str(problem) for problem in find_problems(evidence(submission.article))]

    row = f"editorial_submission {submission.pk}"
    assert problems == [f"{row}: state is 'withdrawn', but the trail says 'submitted'"]


def test_state_is_protected_on_the_instance(cast: Cast) -> None:
    submission = scene_at(cast, "submitted")

    with pytest.raises(AttributeError):
        submission.state = State.APPROVED
    assert submission.state == State.SUBMITTED


@pytest.mark.parametrize("state", [state for state in State if state != State.SUBMITTED])
def test_constructor_can_not_begin_in_another_state(cast: Cast, state: State) -> None:
    """A protected field takes its first value from whoever constructs it: the database does not."""
    closed = scene_at(cast, "withdrawn")
    before = snapshot()
    with pytest.raises(IntegrityError, match="starts as submitted"), transaction.atomic():
        Submission.objects.create(
            article=closed.article,
            revision=closed.revision,
            state=state,
            submitted_by=cast.author,
            submitted_at=closed.submitted_at,
            approvals_needed=2,
            specialists_needed=1,
            review_months=12,
        )
    assert changed_since(before) == set()
