"""The process, attacked by SQL that goes around the ORM and every service."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import connection, transaction

from accounts.guards import ALL_GUARDS
from accounts.models import SigningProof
from articles.guards import COPIED
from editorial import guards
from editorial.enums import MOVES, Meaning, Severity, State
from editorial.models import Assignment, Signature, Submission
from editorial.services import (
    begin_review,
    reopen_comment,
    request_changes,
    resolve_comment,
    save_article,
)
from editorial.services.checkpointing import take_checkpoint
from tests.attacks import (
    SOME_TIME,
    Statement,
    as_parameters,
    attacks,
    copy,
    delete,
    guard,
    lifted,
    refused_by_database,
    update,
)
from tests.editorial import (
    answer_attacks,
    judgement_attacks,
    responsibility_attacks,
    review_attacks,
)
from tests.factories import (
    Cast,
    accept,
    approve,
    assign,
    board_member,
    changes_requested,
    declined,
    draft,
    published,
    remark,
    sign,
    signed_once,
    submitted,
    under_review,
    withdrawn,
)

QUORUM = "A submission is approved only by its quorum of distinct signers of its digest"


def _record(cast: Cast) -> Any:
    """Return the last record of an article's trail."""
    return signed_once(cast).article.records.latest("sequence")


def _checkpoint(cast: Cast) -> Any:
    draft(cast)
    return take_checkpoint(even_if_early=True)


def _next_record(cast: Cast, **wrong: Any) -> Statement:
    """Copy the last record as the next one of the trail, with something wrong."""
    last = _record(cast)
    right = {"sequence": last.sequence + 1, "previous_hash": last.hash, "hash": "f" * 64}
    return copy(last, **{**right, **wrong})


def _resubmitted(cast: Cast, **wrong: Any) -> Statement:
    """Copy a closed submission as a new one, with something wrong."""
    right = {"uid": uuid.uuid4().hex, "state": "submitted", "closed_at": None}
    return copy(withdrawn(cast), **{**right, **wrong})


def _signed_again(signature: Signature, *, proven: bool = True, **wrong: Any) -> Statement:
    """Copy a signature as that of a new member, who proved who they are, with something wrong."""
    right = {"uid": uuid.uuid4().hex, "signer_id": board_member(printed_name="Nina New").pk}
    values = {**right, **wrong}
    if proven:
        submission = Submission.objects.get(pk=wrong.get("submission_id", signature.submission_id))
        SigningProof.objects.create(
            user_id=values["signer_id"],
            subject=submission.uid,
            digest=wrong.get("digest", signature.digest),
            components=signature.components,
            series=uuid.uuid4(),
            series_began_at=signature.signed_at,
            made_at=signature.signed_at,
            used_at=signature.signed_at,
        )
    return copy(signature, **values)


def _signed_by(cast: Cast, signer_id: int) -> Statement:
    return _signed_again(signed_once(cast).signatures.get(), signer_id=signer_id)


def _former_author(cast: Cast) -> Statement:
    """Sign as a co-author who saved the text and was taken off the byline since."""
    article = draft(cast)
    save_article(acting_user=cast.coauthor, article=article, changes={"funding": "A grant"})
    save_article(acting_user=cast.author, article=article, changes={}, authors=[cast.author])
    signature = signed_once(cast, article).signatures.get()
    return _signed_again(signature, signer_id=cast.coauthor.pk)


def _without_specialist(cast: Cast) -> Statement:
    submission = submitted(cast)
    generalist = board_member(cast.elsewhere, printed_name="Gerd Generalist")
    for member in (cast.board_two, generalist):
        accept(assign(cast, submission, member))
    begin_review(acting_user=cast.editor, submission=submission)
    approve(submission, cast.board_two)
    approve(submission, generalist)
    return update(submission, state="approved", closed_at=SOME_TIME)


def _returned_by_one(cast: Cast) -> Statement:
    submission = submitted(cast)
    third = board_member(cast.specialty, printed_name="Theo Third")
    for member in (cast.board_one, cast.board_two, third):
        accept(assign(cast, submission, member))
    begin_review(acting_user=cast.editor, submission=submission)
    sign(submission, third, Meaning.RETURNED)
    approve(submission, cast.board_one)
    approve(submission, cast.board_two)
    return update(submission, state="approved", closed_at=SOME_TIME)


def _of_another_text(cast: Cast) -> Statement:
    """Publish the text of an open submission, in the form of another article's publication."""
    other = published(cast, title="Another")
    revision = under_review(cast).revision
    copied = {column: getattr(revision, column) for column in COPIED}
    return copy(other, revision_id=revision.pk, slug=revision.article.slug, **copied)


def _over_must_fix(cast: Cast) -> Statement:
    submission = signed_once(cast)
    remark(submission, cast.editor, severity=Severity.MUST_FIX)
    return _signed_again(submission.signatures.get())


def _over_must_fix_of_the_last_round(cast: Cast) -> Statement:
    article = draft(cast)
    first = under_review(cast, article)
    comment = remark(first, cast.editor, severity=Severity.MUST_FIX)
    request_changes(acting_user=cast.editor, submission=first, letter="Please mend it.")
    second = under_review(cast, article)
    resolve_comment(acting_user=cast.editor, comment=comment)
    signature = approve(second, cast.board_one)
    reopen_comment(acting_user=cast.editor, comment=comment)
    return _signed_again(signature)


ATTACKS = [
    *attacks(
        "signature_unchangeable",
        meaning=lambda cast: update(signed_once(cast).signatures.get(), meaning="returned"),
        name=lambda cast: update(signed_once(cast).signatures.get(), printed_name="Other"),
    ),
    *attacks(
        "signature_undeletable",
        delete=lambda cast: delete(signed_once(cast).signatures.get()),
    ),
    *attacks(
        "record_unchangeable",
        actor=lambda cast: update(_record(cast), actor_id=cast.admin.pk),
        data=lambda cast: update(_record(cast), data="{}"),
    ),
    *attacks("record_undeletable", delete=lambda cast: delete(_record(cast))),
    *attacks(
        "record_follows_the_last",
        gap=lambda cast: _next_record(cast, sequence=1000),
        other_hash=lambda cast: _next_record(cast, previous_hash="0" * 64),
        no_hash=lambda cast: _next_record(cast, previous_hash=""),
    ),
    *attacks("checkpoint_unchangeable", root=lambda cast: update(_checkpoint(cast), root="0" * 64)),
    *attacks("checkpoint_undeletable", delete=lambda cast: delete(_checkpoint(cast))),
    *attacks("submission_undeletable", delete=lambda cast: delete(submitted(cast))),
    *attacks(
        "submission_starts_submitted",
        under_review=lambda cast: _resubmitted(cast, state="under_review"),
        approved=lambda cast: _resubmitted(cast, state="approved", closed_at=SOME_TIME),
        of_another_article=lambda cast: _resubmitted(
            cast, revision_id=withdrawn(cast, title="Another").revision_id
        ),
        published=lambda cast: _resubmitted(cast, publication_id=999_999),
    ),
    *attacks(
        "submission_fixed",
        revision=lambda cast: update(
            submitted(cast), revision_id=submitted(cast, title="Another").revision_id
        ),
        submitter=lambda cast: update(submitted(cast), submitted_by_id=cast.coauthor.pk),
        cover_note=lambda cast: update(submitted(cast), cover_note="Another."),
        credit=lambda cast: update(submitted(cast), credit="[]"),
    ),
    *judgement_attacks.ATTACKS,
    *review_attacks.ATTACKS,
    *responsibility_attacks.ATTACKS,
    *answer_attacks.ATTACKS,
    *attacks(
        "signature_not_by_its_editor",
        asked=lambda cast: _signed_by(cast, cast.editor.pk),
    ),
    *attacks(
        "submission_moves",
        reopened=lambda cast: update(declined(cast), state="under_review", closed_at=None),
        unasked=lambda cast: update(changes_requested(cast), state="declined", closed_at=SOME_TIME),
        unpublished=lambda cast: update(published(cast).submission, state="withdrawn"),
    ),
    *attacks(
        "submission_needs_quorum",
        nobody=lambda cast: update(under_review(cast), state="approved", closed_at=SOME_TIME),
        one=lambda cast: update(signed_once(cast), state="approved", closed_at=SOME_TIME),
        no_specialist=_without_specialist,
        returned=_returned_by_one,
    ),
    *attacks(
        "submission_publication_once",
        unapproved=lambda cast: update(signed_once(cast), publication_id=999_999),
        taken_away=lambda cast: update(published(cast).submission, publication_id=None),
    ),
    *attacks(
        "signature_binds_the_text",
        digest=lambda cast: _signed_again(signed_once(cast).signatures.get(), digest="0" * 64),
        html_digest=lambda cast: _signed_again(
            signed_once(cast).signatures.get(), html_digest="0" * 64
        ),
        other_revision=lambda cast: _signed_again(
            signed_once(cast).signatures.get(),
            revision_id=submitted(cast, title="Another").revision_id,
        ),
        not_begun=lambda cast: _signed_again(
            signed_once(cast).signatures.get(), submission_id=submitted(cast, title="B").pk
        ),
        closed=lambda cast: _signed_again(published(cast).submission.signatures.earliest("pk")),
    ),
    *attacks(
        "signature_needs_a_proof",
        none=lambda cast: _signed_again(signed_once(cast).signatures.get(), proven=False),
    ),
    *attacks(
        "signature_not_by_an_author",
        author=lambda cast: _signed_by(cast, cast.author.pk),
        coauthor=lambda cast: _signed_by(cast, cast.coauthor.pk),
        former_author=_former_author,
    ),
    *attacks("publication_needs_approval", under_review=_of_another_text),
    *attacks(
        "approval_not_over_must_fix",
        approved=_over_must_fix,
        earlier=_over_must_fix_of_the_last_round,
    ),
    *attacks(
        "assignment_undeletable",
        delete=lambda cast: delete(assign(cast, submitted(cast), cast.board_one)),
    ),
]


def test_every_guard_of_the_process_is_attacked():
    unattacked = {guard.name for guard in guards.GUARDS} - {attack.target for attack in ATTACKS}

    assert not unattacked, "Show by an attack above what each of these guards refuses."


@pytest.mark.parametrize("attack", as_parameters(ATTACKS))
def test_guard_refuses(cast, attack):
    statement = attack.prepare(cast)

    refused_by_database(statement, guard(attack.target).message)
    with lifted(guard(attack.target)):
        statement.execute()


def _wrong_moves() -> list[tuple[State, State]]:
    return [
        (source, target)
        for source in State
        for target in State
        if source != target and target not in MOVES.get(source, ())
    ]


MAKERS = {
    State.SUBMITTED: submitted,
    State.UNDER_REVIEW: under_review,
    State.APPROVED: lambda cast: published(cast).submission,
    State.CHANGES_REQUESTED: changes_requested,
    State.DECLINED: declined,
    State.WITHDRAWN: withdrawn,
}


@pytest.mark.parametrize("source", State)
def test_no_other_move_than_those_of_the_state_machine(cast, source):
    submission = MAKERS[source](cast)

    for start, target in _wrong_moves():
        if start == source:
            refused_by_database(
                update(submission, state=target.value), guard("submission_moves").message, QUORUM
            )


def test_quorum_counts_only_signatures_on_the_digest(cast):
    submission = signed_once(cast)
    signature = submission.signatures.get()
    with lifted(guard("signature_binds_the_text")):
        _signed_again(signature, html_digest="0" * 64, signer_id=cast.board_two.pk).execute()
        refused_by_database(update(submission, state="approved"), QUORUM)


def test_quorum_counts_distinct_people(cast):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite can't drop the constraint that already refuses a second signature.")
    submission = signed_once(cast)
    signature = submission.signatures.get()
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE editorial_signature DROP CONSTRAINT signature_once_a_person")
    copy(signature, uid=uuid.uuid4().hex).execute()
    assert submission.signatures.count() == submission.approvals_needed

    refused_by_database(update(submission, state="approved"), QUORUM)


def test_a_publication_has_one_submission(cast):
    """What is approved twice is published twice: the copy of a copy has nobody behind it."""
    refused_by_database(
        copy(published(cast)), guard("publication_needs_approval").message, "article_id"
    )


def test_orm_updates_and_constructors_meet_the_same_guards(cast):
    submission = signed_once(cast)
    author = cast.author

    for act in (
        lambda: Submission.objects.filter(pk=submission.pk).update(state=State.APPROVED),
        lambda: Submission.objects.create(
            article=draft(cast, title="Another"),
            revision=submission.revision,
            state=State.UNDER_REVIEW,
            submitted_by=author,
            submitted_at=submission.submitted_at,
            approvals_needed=2,
            specialists_needed=1,
            review_months=12,
        ),
        lambda: Assignment.objects.all().delete(),
        lambda: Signature.objects.update(meaning=Meaning.RETURNED),
        lambda: submission.article.records.all().delete(),
    ):
        refused_by_database(_Act(act), *(one.message for one in ALL_GUARDS))


class _Act:
    """An act of the ORM, in the shape of a statement."""

    def __init__(self, act: Any) -> None:
        self.act = act

    def execute(self) -> None:
        with transaction.atomic():
            self.act()
