"""Who may change what about people, and why not.

As in ``editorial.policies``, each function returns the reasons against, in sentences; an empty
list means yes, and the same list refuses the act and words the disabled button.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.utils import timezone

from accounts.enums import Role, SecurityAction
from accounts.vouching import against_descent, against_new_administrator

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import (
        ApiToken,
        BoardMembership,
        FactorReset,
        SigningProof,
        User,
        WebhookEndpoint,
    )

    Person = User | AnonymousUser | None

NOBODY = ["Sign in first."]
#: STANDARDS, sign-off 9: five failures in fifteen minutes lock.
WINDOW = timedelta(minutes=15)
MOST_FAILURES = 5
#: A proof is used at once, or not at all.
PROOF_LASTS = timedelta(seconds=60)
SECOND_FACTORS = ("totp", "webauthn")
#: More secrets than these nobody keeps an eye on.
MOST_TOKENS = 20
MOST_WEBHOOKS = 10
LAST_ADMINISTRATOR = (
    "{name} is the only administrator. Make somebody else one first, or nobody could look after"
    " accounts any more."
)


def _other_administrators(person: User) -> bool:
    """Tell whether there is an active administrator beside the person."""
    administrators = get_user_model().objects.filter(groups__name=Role.ADMIN, is_active=True)
    return administrators.exclude(pk=person.pk).exists()


def against_managing_people(user: Person) -> list[str]:
    """Return why the person can't create or change accounts, or seats on the board.

    A superuser has no role by that alone. The first administrator comes from the command line.
    """
    if user is None or not user.is_authenticated:
        return NOBODY
    if not user.is_active:
        return ["This account is no longer active."]
    if user.has_role(Role.ADMIN):
        return []
    return ["Only administrators look after accounts and the board."]


def against_setting_roles(
    user: Person, person: User, roles: Collection[str] | None = None
) -> list[str]:
    """Return why the person can't be given exactly these roles.

    ``roles`` is None to ask before any were picked.
    """
    reasons = against_managing_people(user)
    if reasons or roles is None:
        return reasons
    if not person.has_role(Role.ADMIN) or Role.ADMIN in roles:
        return []
    if user is not None and user.pk == person.pk:
        return ["Another administrator has to take that role from you."]
    if not _other_administrators(person):
        return [LAST_ADMINISTRATOR.format(name=person.printed_name)]
    return []


def against_deactivating(user: Person, person: User) -> list[str]:
    """Return why the account can't be closed."""
    reasons = against_managing_people(user)
    if reasons:
        return reasons
    if not person.is_active:
        return ["This account is closed already."]
    if user is not None and user.pk == person.pk:
        return ["Another administrator has to close your account."]
    if person.has_role(Role.ADMIN) and not _other_administrators(person):
        return [LAST_ADMINISTRATOR.format(name=person.printed_name)]
    return []


def against_reactivating(user: Person, person: User) -> list[str]:
    """Return why the account can't be opened again."""
    reasons = against_managing_people(user)
    if not reasons and person.is_active:
        return ["This account is open already."]
    return reasons


def against_appointing(user: Person, person: User) -> list[str]:
    """Return why the person can't be given a seat on the board."""
    reasons = against_managing_people(user)
    if reasons:
        return reasons
    if not person.is_active:
        return [f"{person.printed_name}'s account is closed."]
    if not person.has_role(Role.BOARD):
        return [f"Give {person.printed_name} the role of board member first."]
    return []


def against_ending_term(
    user: Person, membership: BoardMembership, today: date | None = None
) -> list[str]:
    """Return why the term can't be ended."""
    reasons = against_managing_people(user)
    day = today or timezone.now().date()
    if not reasons and membership.term_end is not None and membership.term_end < day:
        return [f"This term ended on {membership.term_end:%-d %B %Y}."]
    return reasons


# --- Signing ------------------------------------------------------------------------------------


def locked_until(attempts: Any) -> datetime | None:
    """Return when the lock ends that these attempts have brought about, or None."""
    recent = attempts.filter(failed=True, at__gt=timezone.now() - WINDOW).order_by("-at")
    times: list[datetime] = list(recent.values_list("at", flat=True)[:MOST_FAILURES])
    return times[-1] + WINDOW if len(times) == MOST_FAILURES else None


def against_trying(attempts: Any) -> list[str]:
    """Return why no further password or code is looked at, after these attempts on an account."""
    until = locked_until(attempts)
    if until is None:
        return []
    return [
        f"Too many wrong attempts: locked until {until:%H:%M} UTC. The administrators have been"
        " told."
    ]


def has_second_factor(user: User) -> bool:
    """Tell whether the person has set up an authenticator app or a passkey."""
    factors: Any = user.authenticator_set  # type: ignore[attr-defined]  # allauth's
    return bool(factors.filter(type__in=SECOND_FACTORS).exists())


def against_being_signer(user: User) -> list[str]:
    """Return what keeps the person from signing anything, however they prove themselves."""
    reasons = []
    if not user.has_usable_password():
        reasons.append("Set a password first.")
    if not has_second_factor(user):
        reasons.append(
            "Set up a second factor first, an authenticator app or a passkey, under “Second"
            " factors”."
        )
    return [*reasons, *_against_identity(user), *against_trying(user.attempts.all())]


def _against_identity(user: User) -> list[str]:
    """Return why the person's identity is not known well enough (21 CFR 11.100 b)."""
    if not user.identity_checks.exists():
        return ["An administrator has to check and record your identity before you first sign."]
    if _shaken(user):
        return [
            "Your address or second factors were changed for you. An administrator has to check"
            " your identity again before you sign."
        ]
    return []


def _shaken(user: User) -> bool:
    """Tell whether address or factors were changed for the person since they were last checked."""
    changes = user.security_events.filter(
        action__in=[SecurityAction.EMAIL_CHANGED, SecurityAction.FACTORS_RESET]
    )
    check = user.identity_checks.first()
    return (changes if check is None else changes.filter(at__gt=check.checked_at)).exists()


def against_proof(
    user: User, proof: SigningProof | None, *, subject: UUID, digest: str, now: datetime
) -> list[str]:
    """Return why the proof is none for this person, this text and this moment."""
    if proof is None:
        return ["Prove who you are first: being signed in is not enough to sign."]
    if proof.user_id != user.pk:
        return ["This proof was given by somebody else."]
    if proof.subject != subject or proof.digest != digest:
        return ["This proof was given for another text."]
    if proof.used_at is not None:
        return ["This proof was used already."]
    if not proof.made_at <= now <= proof.made_at + PROOF_LASTS:
        return ["This proof is too old. Prove who you are again."]
    return []


# --- Ways back in -------------------------------------------------------------------------------


def against_checking_identity(user: Person, person: User) -> list[str]:
    """Return why the person can't record that somebody's identity was checked.

    Whoever changed the address or took part in a reset of the factors can't, nor whom they made
    an administrator: else one of them could make an account their own and vouch for it.
    """
    reasons = against_managing_people(user)
    if reasons or user is None or not user.is_authenticated:
        return reasons
    if user.pk == person.pk:
        return ["Another administrator has to check your identity."]
    check = person.identity_checks.first()
    meddling = person.security_events.filter(
        action__in=[
            SecurityAction.EMAIL_CHANGED,
            SecurityAction.RESET_REQUESTED,
            SecurityAction.FACTORS_RESET,
        ],
    )
    if check is not None:
        meddling = meddling.filter(at__gt=check.checked_at)
    meddlers = set(meddling.values_list("actor_id", flat=True))
    if user.pk in meddlers:
        return [
            "You changed this account's address or took part in the reset of its factors, so"
            " another administrator has to check the identity."
        ]
    return _against_vouching(user, meddlers) if meddlers else []


def _against_vouching(user: User, parts: Collection[int]) -> list[str]:
    """Return why the person's word does not count beside that of the administrators who acted."""
    if not has_second_factor(user):
        return [
            "Set up a second factor of your own first, an authenticator app or a passkey, under"
            " “Second factors”."
        ]
    if _shaken(user):
        return [
            "Your own address or second factors were changed for you. Another administrator has"
            " to check your identity first."
        ]
    return against_new_administrator(user) or against_descent(user, parts)


def against_resetting(user: Person, person: User) -> list[str]:
    """Return why the owner can't be asked to set a new password, or have their factors reset."""
    reasons = against_managing_people(user)
    if reasons or user is None:
        return reasons
    if not person.is_active:
        return ["This account is closed."]
    if user.pk == person.pk:
        return ["For your own account use “Forgotten your password?” or ask another administrator."]
    return []


def open_reset(person: User) -> FactorReset | None:
    """Return the reset of the person's factors that waits for a second administrator, or None."""
    return person.factor_resets.filter(confirmed_at=None, cancelled_at=None).first()


def against_requesting_reset(user: Person, person: User) -> list[str]:
    """Return why nobody can ask for a reset of the person's second factors."""
    reasons = against_resetting(user, person)
    if reasons or user is None or not user.is_authenticated:
        return reasons
    if not has_second_factor(person):
        return [f"{person.printed_name} has no second factor."]
    if open_reset(person) is not None:
        return ["A reset has been asked for already. A second administrator has to agree."]
    return against_new_administrator(user)


def against_confirming_reset(user: Person, reset: FactorReset | None) -> list[str]:
    """Return why the person can't agree to a reset of somebody's second factors."""
    reasons = against_managing_people(user)
    if reasons or user is None or not user.is_authenticated:
        return reasons
    if reset is None or not _waits(reset):
        return ["No reset waits for a second administrator."]
    if user.pk == reset.requested_by_id:
        return ["You asked for it, so another administrator has to agree."]
    if user.pk == reset.user_id:
        return ["Nobody agrees to the reset of their own factors."]
    return _against_vouching(user, {reset.requested_by_id})


def against_cancelling_reset(user: Person, reset: FactorReset | None) -> list[str]:
    """Return why the person can't call a reset off."""
    if reset is None or not _waits(reset):
        return ["No reset waits for a second administrator."]
    if user is not None and user.is_authenticated and user.pk == reset.user_id:
        return []
    return against_managing_people(user)


def _waits(reset: FactorReset) -> bool:
    return reset.confirmed_at is None and reset.cancelled_at is None


# --- Tokens -------------------------------------------------------------------------------------


def against_creating_token(user: Person) -> list[str]:
    """Return why the person can't have another token for the API."""
    if user is None or not user.is_authenticated:
        return NOBODY
    if not user.is_active:
        return ["This account is no longer active."]
    live = user.api_tokens.filter(revoked_at=None, expires_at__gt=timezone.now())
    if live.count() >= MOST_TOKENS:
        return [f"You have {MOST_TOKENS} tokens. Revoke one that is no longer used first."]
    return []


def against_revoking_token(user: Person, token: ApiToken) -> list[str]:
    """Return why the person can't revoke the token."""
    if user is None or not user.is_authenticated:
        return NOBODY
    if token.user_id != user.pk:
        return ["This token is somebody else's."]
    return ["This token is revoked already."] if token.revoked_at is not None else []


def against_adding_webhook(user: Person) -> list[str]:
    """Return why the person can't have another address that is told."""
    if user is None or not user.is_authenticated:
        return NOBODY
    if not (user.has_role(Role.AUTHOR) or user.has_role(Role.EDITOR)):
        return ["Only authors and editors are told of texts."]
    if user.webhooks.filter(removed_at=None).count() >= MOST_WEBHOOKS:
        return [f"You have {MOST_WEBHOOKS} webhooks. Remove one first."]
    return []


def against_webhook(user: Person, endpoint: WebhookEndpoint) -> list[str]:
    """Return why the person can't change, test or remove the webhook."""
    if user is None or not user.is_authenticated:
        return NOBODY
    if not user.is_active or endpoint.user_id != user.pk:
        return ["This webhook is somebody else's."]
    return ["This webhook is removed."] if endpoint.removed_at is not None else []
