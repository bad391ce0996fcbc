"""The state machine as a table: every verb, in every state, by everybody.

Whoever the table does not name is refused, and a refusal leaves no trace.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django_fsm import TransitionNotAllowed, get_available_FIELD_transitions

from accounts.errors import RefusedError
from accounts.models import User
from articles.models import Publication
from editorial import services
from editorial.enums import MOVES, Meaning, State
from editorial.evidence import evidence
from editorial.models import Submission
from editorial.verify import find_problems
from tests.editorial.scenes import (
    VERBS,
    VERBS_OF_NOTES,
    VERBS_ON_PUBLICATION,
    VERBS_ON_SUBMISSION,
    Scene,
    at_approved,
    at_changes_requested,
    at_declined,
    at_draft,
    at_early_access,
    at_retracted,
    at_signed_once,
    at_submitted,
    at_under_review,
    at_withdrawn,
)
from tests.factories import Cast, board_member, draft, enable_to_sign
from tests.refusals import changed_since, snapshot

# --- The table ----------------------------------------------------------------------------------

AUTHORS = {"author", "coauthor"}
EDITOR = {"editor"}
SIGNERS = {"one", "two"}

ALWAYS = {
    "create": AUTHORS | {"outsider"},
    "import": AUTHORS | {"outsider"},
    "save": AUTHORS,
    "state one's part": AUTHORS,
    "approve the final text": AUTHORS,
    "choose the corresponding author": AUTHORS,
    "invite a co-author": AUTHORS,
    "publish a checklist": {"admin"},
}
CLOSED = ALWAYS | {"submit": AUTHORS}
#: What the authors may say to the remarks of a round that is decided.
ANSWERED = {"answer a remark": AUTHORS}
OPEN = ALWAYS | {
    "withdraw": AUTHORS,
    "assign": EDITOR,
    "accept": {"third"},
    "turn down": {"third"},
    "turn down, having agreed": {"two"},
    "answer by the link": {"third"},
    "release": EDITOR,
    "replace": EDITOR,
    "remind": EDITOR,
    "move the day": EDITOR,
    "judge anew": EDITOR,
    "decline": EDITOR,
    "grant early access": EDITOR,
    "mark as seen": EDITOR | SIGNERS,
    "comment": EDITOR | SIGNERS,
    "reply": EDITOR | SIGNERS,
    "resolve": EDITOR | {"one"},
    "reopen": EDITOR | {"one"},
}
#: Which members still keep a review. Only the first has something to take back.
UNSIGNED = {
    "recommend": SIGNERS,
    "answer a checklist": SIGNERS,
    "complete a checklist": SIGNERS,
    "grade": SIGNERS,
    "withdraw a grade": {"one"},
}
SIGNED_BY_ONE = {verb: people - {"one"} for verb, people in UNSIGNED.items()}


def signed_by(people: set[str]) -> dict[str, set[str]]:
    return {f"sign as {meaning.value}": people for meaning in Meaning}


def seen_by(signers: set[str]) -> dict[str, set[str]]:
    """Who goes on reading a text whose review has ended: of the members those who signed."""
    return {"mark as seen": EDITOR | signers}


#: State: how a text comes there, and who may do what in it.
TABLE: dict[str, tuple[Callable[[Scene], None], dict[str, set[str]]]] = {
    "draft": (at_draft, CLOSED),
    "submitted": (at_submitted, OPEN | UNSIGNED | {"begin review": EDITOR}),
    "submitted, early access": (
        at_early_access,
        {
            **OPEN,
            **UNSIGNED,
            "begin review": EDITOR,
            "grant early access": set(),
            "end early access": EDITOR,
        },
    ),
    "under review": (
        at_under_review,
        OPEN | UNSIGNED | {"request changes": EDITOR} | signed_by(SIGNERS),
    ),
    "under review, signed once": (
        at_signed_once,
        OPEN | SIGNED_BY_ONE | {"request changes": EDITOR} | signed_by({"two"}),
    ),
    "approved": (
        at_approved,
        CLOSED
        | ANSWERED
        | seen_by(SIGNERS)
        | {"retract": EDITOR, "issue a notice": EDITOR, "write a biography": {"admin"}},
    ),
    "retracted": (
        at_retracted,
        CLOSED | ANSWERED | seen_by(SIGNERS) | {"write a biography": {"admin"}},
    ),
    "changes requested": (at_changes_requested, CLOSED | ANSWERED | seen_by({"one"})),
    "declined": (at_declined, CLOSED | ANSWERED | seen_by(set())),
    "withdrawn": (at_withdrawn, CLOSED | seen_by({"one"})),
}


def outcome(act: Callable[[], Any], before: dict[str, str]) -> str:
    """Try an act and take it back; say whether it was allowed, or what was wrong with a refusal."""
    with transaction.atomic():
        said = _said_of(act, before)
        transaction.set_rollback(True)
    return said


def _said_of(act: Callable[[], Any], before: dict[str, str]) -> str:
    try:
        act()
    except RefusedError as refusal:
        # Looked at before it is taken back: the service itself is to have left nothing.
        if changed_since(before):
            return "refused, but something was written"
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
        **({**VERBS_ON_SUBMISSION, **VERBS_OF_NOTES} if scene.submission else {}),
        **(VERBS_ON_PUBLICATION if Publication.objects.exists() else {}),
    }
    before = snapshot()

    found: dict[str, set[str]] = {}
    for verb, act in verbs.items():
        for name, person in scene.people.items():
            said = outcome(lambda act=act, person=person: act(scene, person), before)
            assert said in ("allowed", "refused"), (verb, name)
            if said == "allowed":
                found.setdefault(verb, set()).add(name)

    assert changed_since(before) == set()
    assert found == {verb: people for verb, people in allowed.items() if people}
    assert find_problems(evidence(scene.article)) == []


#: No person does it: the worker sends what is due, on behalf of the editor who invited.
UNATTENDED = {"send_due_reminders"}
#: What readers write and editors answer is no step of a text: see tests/editorial/talking.
OF_READERS = {
    "answer_question",
    "ask_question",
    "close_question",
    "confirm_question",
    "delete_question",
    "open_draft_from_question",
    "report_problem",
    "resolve_report",
}
#: Who may do these is tabled beside them.
TABLED_ELSEWHERE = {
    "add_image": "test_images.py",
    "close_citation_task": "test_citing.py",
    "make_preview_link": "test_preview.py",
    "mark_reference_retracted": "test_citing.py",
    "name_save": "test_comparing.py",
    "remove_image": "test_images.py",
    "revoke_preview_links": "test_preview.py",
    "take_responsibility": "test_responsibility.py",
}


def test_every_service_is_a_verb_of_the_table(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """A service that is new gets a row here, and with it a word on who may do it when."""
    third = board_member(printed_name="Theo Third")
    scene = Scene(cast, third=third, fourth=cast.outsider, article=draft(cast))
    at_approved(scene)
    called: set[str] = set()
    for service in services.__all__:
        monkeypatch.setattr(services, service, lambda service=service, **_: called.add(service))

    for act in {
        **VERBS,
        **VERBS_ON_SUBMISSION,
        **VERBS_OF_NOTES,
        **VERBS_ON_PUBLICATION,
    }.values():
        act(scene, cast.board_one)

    assert called == set(services.__all__) - UNATTENDED - OF_READERS - set(TABLED_ELSEWHERE)
    for file in TABLED_ELSEWHERE.values():
        assert list(Path(__file__).parent.rglob(file)), file


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
