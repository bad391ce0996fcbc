"""Prove who you are, to sign (STANDARDS, sign-off 5 and 6).

The first proof of a series takes two components, the password and a one-time code or a passkey;
each later one within fifteen minutes of the last takes one of them. The series lives in the
session: signing out, the session's end, a lock and any change to password or factors end it. A
session cookie alone proves nothing.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import policies
from accounts.enums import AttemptKind, Component, SecurityAction
from accounts.errors import refuse_if
from accounts.models import SigningProof, User
from accounts.services.attempts import begin_attempt, conclude
from accounts.services.factors import Verdict, use_code
from accounts.services.passkeys import use_assertion
from accounts.services.sessions import Session, against_session

KEY = "signing_series"
#: How long after the last proof one component is enough.
SERIES = timedelta(minutes=15)
#: What ends a series in every session of the person.
ENDING = (
    SecurityAction.LOCKED,
    SecurityAction.PASSWORD_SET,
    SecurityAction.FACTOR_ADDED,
    SecurityAction.FACTOR_REMOVED,
    SecurityAction.FACTORS_RESET,
    SecurityAction.EMAIL_CHANGED,
)
WRONG = "This is not right. Nothing was signed."
USED = "This code was used already. Wait for the next one. Nothing was signed."


@dataclass(frozen=True)
class Series:
    """A series of signings that is still open."""

    uid: uuid.UUID
    began_at: datetime
    last_at: datetime


@dataclass(frozen=True)
class Given:
    """What a person offers to prove themselves with; what is empty was not offered."""

    password: str = ""
    code: str = ""
    passkey: str = ""


def open_series(*, user: User, session: Session) -> Series | None:
    """Return the session's series if the next signing needs one component only."""
    kept = session.get(KEY)
    if not kept or kept["user"] != str(user.uid) or against_session(session, user):
        return None
    series = Series(
        uuid.UUID(kept["id"]),
        datetime.fromisoformat(kept["began_at"]),
        datetime.fromisoformat(kept["last_at"]),
    )
    if timezone.now() - series.last_at > SERIES:
        return None
    ended = user.security_events.filter(action__in=ENDING, at__gte=series.began_at).exists()
    return None if ended else series


def prove(
    *, acting_user: User, session: Session, subject: uuid.UUID, digest: str, given: Given
) -> SigningProof:
    """Check the components and return a proof for signing one text, once, within a minute.

    Raises RefusedError for who can't sign or is locked, ValidationError by field ("password",
    "code", "passkey") for what is missing or wrong. A wrong component is counted.
    """
    person = User.objects.get(pk=acting_user.pk)  # the password as it is now
    refuse_if(policies.against_being_signer(person) or against_session(session, person))
    series = open_series(user=person, session=session)
    _require(given, first=series is None)
    attempt = begin_attempt(kind=AttemptKind.SIGNING, user=person)
    wrong, challenge = _check(person, session, digest, given)
    # Who presses twice sends a right code again: that is no guess.
    conclude(attempt, succeeded=not wrong or USED in wrong.values())
    if wrong:
        raise ValidationError(wrong)
    now = timezone.now()
    proof = _record(
        SigningProof(
            user=person,
            subject=subject,
            digest=digest,
            components=" ".join(_offered(given)),
            series=series.uid if series else uuid.uuid4(),
            series_began_at=series.began_at if series else now,
            previous_at=series.last_at if series else None,
            made_at=now,
            challenge=challenge,
        )
    )
    session[KEY] = {
        "user": str(person.uid),
        "id": str(proof.series),
        "began_at": proof.series_began_at.isoformat(),
        "last_at": now.isoformat(),
    }
    return proof


def use_proof(
    *, acting_user: User, proof: SigningProof | None, subject: uuid.UUID, digest: str
) -> SigningProof:
    """Use a proof up, in the transaction of the signature. Raises RefusedError with the reasons."""
    rows = SigningProof.objects.select_for_update()
    fresh = rows.filter(pk=proof.pk).first() if proof is not None else None
    now = timezone.now()
    refuse_if(policies.against_proof(acting_user, fresh, subject=subject, digest=digest, now=now))
    assert fresh is not None  # the policy refuses without one
    fresh.used_at = now
    fresh.save(update_fields=["used_at"])
    return fresh


def _require(given: Given, *, first: bool) -> None:
    """Ask for what is missing. Nothing is counted: nothing was guessed."""
    second = given.code or given.passkey
    missing: dict[str, str] = {}
    if first and not given.password:
        missing |= {"password": "Type your password to sign."}
    if first and not second:
        missing["code"] = (
            "Type a code from your authenticator app, or use your passkey: the first signature of"
            " a session takes both."
        )
    if not given.password and not second:
        missing |= {"password": "Type your password, or a code, or use your passkey."}
    if missing:
        raise ValidationError(missing)


def _offered(given: Given) -> list[str]:
    offered = {
        Component.PASSWORD: given.password,
        Component.TOTP: given.code,
        Component.PASSKEY: given.passkey,
    }
    return [component.value for component, value in offered.items() if value]


def _check(
    person: User, session: Session, digest: str, given: Given
) -> tuple[dict[str, str], str | None]:
    """Return what is wrong, by field, and the challenge of the passkey if one was used.

    All that is offered must be right. A wrong password leaves the code unused.
    """
    if given.password and not person.check_password(given.password):
        return {"password": WRONG}, None
    if given.code:
        verdict = use_code(user=person, code=given.code)
        if verdict is not Verdict.RIGHT:
            return {"code": USED if verdict is Verdict.USED else WRONG}, None
    challenge = None
    if given.passkey:
        challenge = use_assertion(user=person, session=session, digest=digest, answer=given.passkey)
        if challenge is None:
            return {"passkey": "The passkey did not answer rightly. Nothing was signed."}, None
    return {}, challenge


def _record(proof: SigningProof) -> SigningProof:
    """Save the proof, unless its challenge was answered before."""
    try:
        with transaction.atomic():
            proof.save()
    except IntegrityError as error:
        raise ValidationError({"passkey": USED}) from error
    return proof
