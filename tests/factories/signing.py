"""People who can sign, and the proof that a signature takes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from accounts.demo import DEMO_SECRET
from accounts.enums import Document, Role
from accounts.models import IdentityCheck, SigningProof, User
from accounts.policies import has_second_factor
from accounts.secrets import encrypt
from accounts.services.factors import demo_code
from accounts.services.sessions import mark_own_sign_in
from accounts.services.signing_series import KEY, Given, open_series, prove
from editorial.models import Submission
from tests.factories.people import PASSWORD, UserFactory

#: Of everybody's authenticator app.
SECRET = DEMO_SECRET


def enable_to_sign(user: User, by: User | None = None) -> User:
    """Give a person a second factor and a checked identity, unless they have them."""
    if not has_second_factor(user):
        Authenticator.objects.create(
            user=user, type=Authenticator.Type.TOTP, data={"secret": encrypt(SECRET)}
        )
    if not user.identity_checks.exists():
        IdentityCheck.objects.create(
            user=user,
            checked_by=by or _administrator(user),
            document=Document.PASSPORT,
            checked_at=timezone.now(),
        )
    return user


def _administrator(user: User) -> User:
    found = User.objects.filter(groups__name=Role.ADMIN).exclude(pk=user.pk).first()
    made: User = found or UserFactory(printed_name="Ida Identity", roles=[Role.ADMIN])
    return made


def code_for(user: User) -> str:
    """Return a code that the person's app shows and that was not used yet."""
    code = demo_code(user)
    assert code, "enable_to_sign first"
    return code


def session_of(user: User) -> dict[str, Any]:
    """Return a session that the person opened, with the series of their last proof."""
    session: dict[str, Any] = {}
    mark_own_sign_in(session, user)
    last = user.signing_proofs.first()
    if last is not None:
        session[KEY] = {
            "user": str(user.uid),
            "id": str(last.series),
            "began_at": last.series_began_at.isoformat(),
            "last_at": last.made_at.isoformat(),
        }
    return session


def proof_for(user: User, submission: Submission, digest: str | None = None) -> SigningProof:
    """Let a person prove who they are: with two components at first, then with the password."""
    enable_to_sign(user)
    session = session_of(user)
    first = open_series(user=user, session=session) is None
    subject: UUID = submission.uid
    return prove(
        acting_user=user,
        session=session,
        subject=subject,
        digest=submission.revision.digest if digest is None else digest,
        given=Given(password=PASSWORD, code=code_for(user) if first else ""),
    )


def sign_in(client: Client, user: User) -> None:
    """Sign a person in as the sign-in page does, with the mark that it was themselves."""
    client.force_login(user)
    session = client.session
    mark_own_sign_in(session, user)
    session.save()
