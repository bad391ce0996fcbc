"""A member's signature, and the approval and publication that the last one brings."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.errors import refuse_if
from accounts.models import SigningProof, User
from accounts.services.signing_series import use_proof
from articles.canonical import canonical, digest
from editorial import policies
from editorial import signing as key
from editorial.enums import Action, AssignmentState, Meaning
from editorial.instants import utc_text
from editorial.models import Signature, Submission
from editorial.services.approving import approve_by_quorum
from editorial.services.trail import append_record, last_hash, locked_submission

#: Version 2 says how the signer proved who they are.
SIGNATURE_FORMAT = "imprimatur-signature/2"


@transaction.atomic
def sign_submission(
    *,
    acting_user: User,
    submission: Submission,
    meaning: str,
    digest: str,
    proof: SigningProof | None,
) -> Signature:
    """Sign the revision with a meaning; ``digest`` is that of the text the signer was shown.

    ``proof`` comes from ``accounts.services.signing_series.prove``, which checked the person's
    password and second factor: for this submission and digest, a moment ago. It is used up.
    With the last approval that the policy asks for, the submission is approved and published in
    the same transaction.
    """
    if meaning not in Meaning.values:
        raise ValidationError({"meaning": "Choose what your signature means."})
    fresh = locked_submission(submission)
    # To the policy, None means that nothing was shown yet: here it must not pass for a digest.
    seen = digest or ""
    refuse_if(policies.against_signing(acting_user, fresh, meaning=meaning, digest=seen))
    used = use_proof(acting_user=acting_user, proof=proof, subject=fresh.uid, digest=seen)
    now = timezone.now()
    signature = _sign(fresh, acting_user, Meaning(meaning), used, now)
    fresh.assignments.filter(member=acting_user).update(
        state=AssignmentState.COMPLETED, responded_at=now
    )
    if signature.meaning == Meaning.APPROVED:
        approve_by_quorum(acting_user=acting_user, submission=fresh, at=now)
    return signature


def _sign(
    submission: Submission, signer: User, meaning: Meaning, proof: SigningProof, at: datetime
) -> Signature:
    """Write the manifest, sign it with the office's key, and append the record."""
    revision, article = submission.revision, submission.article
    membership = signer.current_membership(at.date())
    specialist = (
        membership is not None
        and membership.specialties.filter(slug=revision.document["specialty"]["slug"]).exists()
    )
    uid = uuid.uuid4()
    manifest = canonical(
        {
            "format": SIGNATURE_FORMAT,
            "id": str(uid),
            "article": str(article.uid),
            "submission": str(submission.uid),
            "revision": revision.number,
            "digest": revision.digest,
            "html_digest": revision.html_digest,
            "signer": str(signer.uid),
            "printed_name": signer.printed_name,
            "credentials": signer.credentials,
            "specialist": specialist,
            "meaning": str(meaning.value),
            "signed_at": utc_text(at),
            "proof": _proof(proof),
            "previous_record": last_hash(article),
            "key": key.key_id(),
        }
    )
    signature = Signature.objects.create(
        uid=uid,
        submission=submission,
        revision=revision,
        signer=signer,
        meaning=meaning,
        specialist=specialist,
        digest=revision.digest,
        html_digest=revision.html_digest,
        printed_name=signer.printed_name,
        credentials=signer.credentials,
        components=proof.components,
        signed_at=at,
        manifest=manifest,
        signature=key.sign(manifest),
        key_id=key.key_id(),
    )
    append_record(
        article=article,
        action=Action.SIGNED,
        actor=signer,
        at=at,
        submission=str(submission.uid),
        signature=str(uid),
        manifest=digest(manifest),
        meaning=str(meaning.value),
        components=proof.component_names,
    )
    return signature


def _proof(proof: SigningProof) -> dict[str, Any]:
    """Return how the signer proved who they are, for the manifest."""
    previous = proof.previous_at
    return {
        "id": str(proof.uid),
        "components": proof.component_names,
        "proved_at": utc_text(proof.made_at),
        "series": str(proof.series),
        "series_began_at": utc_text(proof.series_began_at),
        "previous_at": utc_text(previous) if previous else None,
    }
