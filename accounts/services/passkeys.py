"""A passkey's answer to a challenge that was made for one text."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from allauth.mfa.models import Authenticator
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    PublicKeyCredentialRpEntity,
    UserVerificationRequirement,
)

from accounts.models import User
from accounts.services.sessions import Session

KEY = "signing_passkey"


def begin_assertion(*, user: User, session: Session, host: str, digest: str) -> dict[str, Any]:
    """Return what the browser's ``navigator.credentials.get`` is asked, for one text.

    ``host`` is the name by which the person reached the site. Returns {} for who has no passkey.
    """
    credentials = [credential for _row, credential in _credentials(user)]
    if not credentials:
        return {}
    name = host.partition(":")[0]
    options, state = _server(name).authenticate_begin(
        credentials, user_verification=UserVerificationRequirement.PREFERRED
    )
    session[KEY] = {"state": state, "host": name, "digest": digest}
    return dict(options)


def use_assertion(*, user: User, session: Session, digest: str, answer: str) -> str | None:
    """Check the passkey's answer; return the fingerprint of its challenge, or None if it is wrong.

    The challenge is the session's newest, made for this digest, and is gone after one answer.
    """
    asked = session.pop(KEY, None)
    if not asked or asked["digest"] != digest:
        return None
    rows = _credentials(user)
    try:
        response: Mapping[str, Any] = json.loads(answer)
        used = _server(asked["host"]).authenticate_complete(
            asked["state"], [credential for _row, credential in rows], response
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return None  # hostile input: whatever is wrong with it, it proves nothing
    for row, credential in rows:
        if credential.credential_id == used.credential_id:
            row.record_usage()
    return hashlib.sha256(str(asked["state"]["challenge"]).encode()).hexdigest()


def _server(host: str) -> Fido2Server:
    return Fido2Server(PublicKeyCredentialRpEntity(name=host, id=host))


def _credentials(user: User) -> list[tuple[Authenticator, AttestedCredentialData]]:
    rows = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN)
    found = [(row, row.wrap().authenticator_data.credential_data) for row in rows]
    return [(row, credential) for row, credential in found if credential is not None]
