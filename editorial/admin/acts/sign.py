"""Sign the text under review: look at everything first, then prove who you are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone

from accounts.desk.acts import ActForm
from accounts.errors import RefusedError, refuse_if
from accounts.models import SigningProof, User
from accounts.policies import has_second_factor
from accounts.services.factors import demo_code
from accounts.services.passkeys import begin_assertion
from accounts.services.signing_series import Given, open_series, prove
from editorial import policies, services
from editorial.admin.acts.base import MembersAct
from editorial.enums import AssignmentState, Meaning, State
from editorial.models import Submission
from editorial.selectors import quorum
from editorial.selectors.ended import ended_before

CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}


BINDING = "Your signature is bound to exactly this text and can't be changed or taken back."
#: What follows from each meaning, once it is chosen.
FOLLOWS = {
    Meaning.APPROVED: "If yours is the last approval that the policy asks for, the text is"
    " published at once.",
    Meaning.REVIEWED: "It counts as no approval, and publishes nothing.",
    Meaning.RETURNED: "It publishes nothing: this submission can't be approved any more, and an"
    " editor decides what follows.",
}


class SignForm(ActForm):
    """What the signature means, on which text, and what the signer proves themselves with.

    A session cookie alone never signs (21 CFR 11.200): the first signature of a session takes the
    password and a code or passkey, each later one within fifteen minutes one of them.
    """

    meaning = forms.ChoiceField(
        label="What your signature means",
        choices=Meaning.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what your signature means."},
    )
    digest = forms.CharField(widget=forms.HiddenInput)
    password = forms.CharField(
        label="Your password",
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = forms.CharField(
        label="Code from your authenticator app",
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs=CODE),
    )
    passkey = forms.CharField(required=False, max_length=10_000, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Add the session, in which the series of signings lives."""
        cleaned: dict[str, Any] = super().clean() or {}
        return {**cleaned, "session": self.request.session}


class Sign(MembersAct):
    """Sign."""

    slug = "sign"
    label = "Review and sign"
    title = "Sign this revision"
    tone = "primary"
    form_class = SignForm
    template = "admin/editorial/submission/sign.html"
    consequences = (
        BINDING,
        "If you approve, and yours is the last approval that the policy asks for, the text is"
        " published at once. No other signature publishes anything.",
    )

    def applies(self, user: User, thing: Submission) -> bool:
        """Tell whether the member has agreed and not turned it down."""
        return (
            thing.is_open
            and thing.assignments.filter(member=user, state=AssignmentState.ACCEPTED).exists()
        )

    def against(self, user: User, thing: Submission) -> list[str]:
        """Ask the policy, before a meaning is chosen."""
        return policies.against_signing(user, thing)

    def initial(self, request: HttpRequest, thing: Submission) -> dict[str, Any]:
        """Carry the digest of the text that the page shows, and the meaning once it is chosen."""
        return {"digest": thing.revision.digest, "meaning": _meaning(request)}

    def context(self, request: HttpRequest, thing: Submission) -> dict[str, Any]:
        """Say who signs what, when and how, and what keeps anybody from approving.

        Without a meaning the page shows the text and asks for one; with it, it shows all that will
        stand under the signature and asks for the components.
        """
        user: Any = request.user
        reasons = policies.against_signing(user, thing)
        held_up = policies.against_approval(thing)
        chosen = _meaning(request)
        # What would be refused at the end asks for no password first.
        unsaid = request.method != "POST" and chosen == Meaning.APPROVED and bool(held_up)
        meaning = "" if unsaid else chosen
        context = {
            "signer": user,
            "ended": ended_before(thing),
            "enrolled": has_second_factor(user),
            "against_approval": held_up,
            "approval_refused": unsaid,
            "shows_text": not reasons,
            "meanings": [
                (value, words, held_up if value == Meaning.APPROVED else [])
                for value, words in Meaning.choices
            ],
            "meaning": meaning,
            "meaning_words": Meaning(meaning).label if meaning else "",
            "now": timezone.now(),
            **({"consequences": (BINDING, FOLLOWS[Meaning(meaning)])} if meaning else {}),
        }
        return context if reasons or not meaning else {**context, **_components(request, thing)}

    def perform(self, user: User, thing: Submission, data: Mapping[str, Any]) -> str:
        """Sign the text whose digest the page carried."""
        services.sign_submission(
            acting_user=user,
            submission=thing,
            meaning=data["meaning"],
            digest=data["digest"],
            proof=_prove(user, thing, data),
        )
        thing = Submission.objects.select_related("revision").get(pk=thing.pk)
        if thing.state == State.APPROVED:
            return "You have signed. The policy is met, and the text is published."
        standing = quorum(thing)
        return (
            f"You have signed. {standing.approvals} of {standing.approvals_needed} approvals are"
            " there."
        )


def _meaning(request: HttpRequest) -> str:
    chosen = (request.POST if request.method == "POST" else request.GET).get("meaning", "")
    return chosen if chosen in Meaning.values else ""


def _components(request: HttpRequest, thing: Submission) -> dict[str, Any]:
    """Return what the second step asks for: two components, or one while the series lasts."""
    user: Any = request.user
    return {
        "first_of_series": open_series(user=user, session=request.session) is None,
        "passkey_options": begin_assertion(
            user=user,
            session=request.session,
            host=request.get_host(),
            digest=thing.revision.digest,
        ),
        "demo_code": demo_code(user),
    }


def _prove(user: User, thing: Submission, data: Mapping[str, Any]) -> SigningProof:
    """Check the components, unless the policy refuses whatever they are.

    Who presses twice is told what became of the first press, not that their code is used up.
    """

    def ask_again() -> None:
        fresh = Submission.objects.select_related("revision", "article").get(pk=thing.pk)
        refuse_if(
            policies.against_signing(user, fresh, meaning=data["meaning"], digest=data["digest"])
        )

    ask_again()
    try:
        return prove(
            acting_user=user,
            session=data["session"],
            subject=thing.uid,
            digest=data["digest"],
            given=Given(data["password"], data["code"], data["passkey"]),
        )
    except (RefusedError, ValidationError):
        ask_again()
        raise
