from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import SigningProof
from editorial import services
from editorial.enums import Meaning, State
from editorial.models import Submission
from tests.editorial.services.watching import traced
from tests.factories import approve, proof_for, published, sign, signed_once, under_review
from tests.refusals import refused

TITLE = "Treating diabetic kidney disease"


def test_first_signature_is_recorded_and_publishes_nothing(cast):
    submission = under_review(cast)

    with traced() as trace:
        signature = approve(submission, cast.board_one)

    assert (signature.printed_name, signature.digest) == ("Berta Board", submission.revision.digest)
    assert signature.specialist
    assert trace.actions == ["signed"]
    details = trace.details("signed")
    assert details["signature"] == str(signature.uid)
    assert (details["meaning"], details["components"]) == ("approved", ["password", "totp"])
    assert trace.mails == {}
    assert submission.assignments.get(member=cast.board_one).state == "completed"
    assert Submission.objects.get().publication is None


def test_last_signature_approves_publishes_and_tells(cast):
    submission = signed_once(cast)

    with traced() as trace:
        approve(submission, cast.board_two)

    fresh = Submission.objects.get()
    assert fresh.state == State.APPROVED
    assert fresh.closed_at is not None
    assert fresh.publication is not None
    assert fresh.publication.content == submission.revision.content
    assert trace.actions == ["signed", "approved", "published"]
    approved, printed = trace.details("approved"), trace.details("published")
    assert (approved["old"], approved["new"]) == ("under_review", "approved")
    assert (approved["approvals"], approved["specialists"]) == (2, 1)
    assert (printed["publication"], printed["digest"]) == (
        fresh.publication.pk,
        submission.revision.digest,
    )
    people = ("Anna Author", "Carl Coauthor", "Berta Board", "Bruno Board")
    assert trace.mails == dict.fromkeys(people, f"Published: {TITLE}")
    assert {reviewer["name"] for reviewer in json.loads(fresh.publication.reviewers)} == {
        "Berta Board",
        "Bruno Board",
    }


def test_next_publication_supersedes_the_last(cast):
    first = published(cast)
    submission = signed_once(cast, first.article)

    with traced() as trace:
        approve(submission, cast.board_two)

    assert trace.actions == ["signed", "approved", "superseded", "published"]
    assert trace.details("superseded") == {"publication": first.pk, "revision": first.number}
    assert list(first.article.publications.order_by("pk").values_list("status", flat=True)) == [
        "superseded",
        "live",
    ]


@pytest.mark.parametrize("meaning", [Meaning.REVIEWED, Meaning.RETURNED])
def test_other_meaning_publishes_nothing(cast, meaning):
    submission = signed_once(cast)

    with traced() as trace:
        sign(submission, cast.board_two, meaning)

    assert trace.actions == ["signed"]
    assert Submission.objects.get().state == State.UNDER_REVIEW


def _none(proof):
    return None


def _somebody_elses(proof):
    return _changed(proof, user_id=proof.user_id - 1)


def _of_another_text(proof):
    return _changed(proof, digest="0" * 64)


def _used(proof):
    return _changed(proof, used_at=timezone.now())


def _old(proof):
    return _changed(proof, made_at=timezone.now() - timedelta(seconds=61))


def _changed(proof, **values):
    """Return another proof, made as the database would hold it, with something wrong."""
    wrong = {**{f.attname: getattr(proof, f.attname) for f in proof._meta.fields}, **values}
    del wrong["id"]
    return SigningProof.objects.create(**{**wrong, "uid": type(proof.uid)(int=1)})


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_none, "Prove who you are first"),
        (_somebody_elses, "given by somebody else"),
        (_of_another_text, "given for another text"),
        (_used, "used already"),
        (_old, "too old"),
    ],
)
def test_proof_that_is_none_is_refused(cast, change, words):
    submission = under_review(cast)
    proof = change(proof_for(cast.board_two, submission))

    with refused(words):
        services.sign_submission(
            acting_user=cast.board_two,
            submission=submission,
            meaning=Meaning.APPROVED,
            digest=submission.revision.digest,
            proof=proof,
        )
