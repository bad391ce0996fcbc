from __future__ import annotations

import uuid

import pytest
from django.apps import apps
from django.db import connection, models
from django.utils import timezone

from accounts import guards
from editorial.models import Judgement, Policy
from editorial.services.checkpointing import take_checkpoint
from tests.attacks import (
    as_parameters,
    attacks,
    constraints_of,
    copy,
    refused_by_database,
    update,
)
from tests.editorial import citing_attacks, responsibility_attacks
from tests.factories import assign, draft, published, signed_once, submitted
from tests.refusals import refused

#: The history names a specialty without a foreign key, and who saved: people can't be deleted.
HISTORY = ["articles.HistoricalArticle.specialty", "articles.HistoricalArticle.history_user"]


def _policy(cast, **values):
    return Policy.objects.create(specialty=values.pop("specialty", cast.specialty), **values)


def _default_policy(cast):
    return _policy(cast, specialty=None)


def _submission(**changes):
    """Copy an open submission with everything that must be unique made new, then changed."""

    def prepare(cast):
        return copy(submitted(cast), **{"uid": uuid.uuid4().hex, **changes})

    return prepare


def _signature(*same):
    """Copy a signature with everything new that must be unique, but for one column."""

    def prepare(cast):
        signature = signed_once(cast).signatures.get()
        new = {"uid": uuid.uuid4().hex, "signer_id": cast.board_two.pk}
        kept = {"uid": signature.uid.hex, "signer_id": signature.signer_id}
        return copy(signature, **{**new, **{name: kept[name] for name in same}})

    return prepare


def _record(*same):
    """Copy a trail's last record as the next one, but for one column."""

    def prepare(cast):
        last = draft(cast).records.latest("sequence")
        new = {"sequence": last.sequence + 1, "hash": "f" * 64}
        return copy(last, **{**new, **{name: getattr(last, name) for name in same}})

    return prepare


def _checkpoint(cast):
    draft(cast)
    return take_checkpoint(even_if_early=True)


def _judgement(cast, **values):
    return Judgement.objects.create(
        submission=submitted(cast),
        approvals_needed=2,
        specialists_needed=1,
        review_months=12,
        judged_by=cast.editor,
        judged_at=timezone.now(),
        reason="The policy is newer.",
    )


ATTACKS = [
    *attacks(
        "judgement_needs_two_approvals",
        one=lambda cast: update(_judgement(cast), approvals_needed=1),
        specialists=lambda cast: update(_judgement(cast), specialists_needed=3),
    ),
    *attacks(
        "editorial_submission.uid",
        same=lambda cast: copy(submitted(cast), state="withdrawn"),
    ),
    *attacks(
        "editorial_submission.publication_id",
        same=lambda cast: copy(published(cast).submission, uid=uuid.uuid4().hex),
    ),
    *attacks(
        "submission_one_open_an_article",
        both_submitted=_submission(),
        one_under_review=_submission(state="under_review"),
    ),
    *attacks(
        "submission_needs_two_approvals",
        one=lambda cast: update(submitted(cast), approvals_needed=1),
        more_specialists=lambda cast: update(submitted(cast), specialists_needed=3),
    ),
    *attacks("submission_state_known", other=lambda cast: update(submitted(cast), state="printed")),
    *attacks(
        "assignment_once_a_member",
        twice=lambda cast: copy(assign(cast, submitted(cast), cast.board_one)),
    ),
    *attacks("editorial_checkpoint.number", same=lambda cast: copy(_checkpoint(cast))),
    *attacks("editorial_policy.specialty_id", second=lambda cast: copy(_policy(cast))),
    *attacks("policy_one_default", second=lambda cast: copy(_default_policy(cast))),
    *attacks(
        "policy_two_approvals_at_least",
        one=lambda cast: update(_policy(cast), approvals=1),
    ),
    *attacks(
        "policy_specialists_among_approvals",
        more=lambda cast: update(_policy(cast), specialists=3),
    ),
    *attacks("editorial_record.hash", same=_record("hash")),
    *attacks("record_place_once", same=_record("sequence")),
    *attacks("editorial_signature.uid", same=_signature("uid")),
    *attacks("signature_once_a_person", twice=_signature("signer_id")),
    *attacks(
        "signature_meaning_known",
        other=lambda cast: update(signed_once(cast).signatures.get(), meaning="perhaps"),
    ),
    *responsibility_attacks.CONSTRAINTS,
    *citing_attacks.CONSTRAINTS,
]


@pytest.mark.parametrize("attack", as_parameters(ATTACKS))
def test_constraint_refuses(cast, attack):
    statement = attack.prepare(cast)
    guards.lift(connection)

    refused_by_database(statement, constraints_of("editorial")[attack.target])


def test_everything_audited_is_protected():
    """Nothing that a trail, a signature or a page stands on is deleted along with another row."""
    loose = [
        f"{model._meta.label}.{field.name}"
        for app in ("accounts", "articles", "editorial")
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.local_fields
        if field.many_to_one or field.one_to_one
        if field.remote_field.on_delete is not models.PROTECT
    ]

    assert loose == HISTORY


def test_deletion_by_the_orm_is_protected(cast):
    publication = published(cast)
    for row in (
        publication.article,
        publication.revision,
        publication,
        publication.submission,
        cast.specialty,
        cast.board_one,
    ):
        with refused(by=models.ProtectedError):
            row.delete()
