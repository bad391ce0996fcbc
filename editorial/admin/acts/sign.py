"""Sign the text under review."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.core import ratelimit
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from accounts.desk.acts import ActForm
from accounts.models import User
from editorial import policies, services
from editorial.admin.acts.base import MembersAct
from editorial.enums import AssignmentState, Meaning, State
from editorial.models import Submission
from editorial.selectors import quorum

#: allauth's name for the limit on passwords typed by somebody who has signed in.
LIMIT = "reauthenticate"


class SignForm(ActForm):
    """What the signature means, on which text, and the password.

    A session cookie alone never signs (21 CFR 11.200): the password is asked for every time.
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
        help_text="It is what makes this your signature.",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Type your password to sign."},
    )

    def clean_password(self) -> str:
        """Check the password of whoever is signed in. Raises ValidationError in words."""
        user: Any = self.request.user
        password: str = self.cleaned_data["password"]
        if not ratelimit.consume(self.request, action=LIMIT, user=user, dry_run=True):
            raise ValidationError("Too many wrong passwords. Wait a minute, then try again.")
        if not user.check_password(password):
            ratelimit.consume(self.request, action=LIMIT, user=user)
            raise ValidationError("This is not your password. Nothing was signed.")
        return password


class Sign(MembersAct):
    """Sign."""

    slug = "sign"
    label = "Review and sign"
    title = "Sign this revision"
    tone = "primary"
    form_class = SignForm
    template = "admin/editorial/submission/sign.html"
    consequences = (
        "Your signature is bound to exactly this text and can't be changed or taken back.",
        "With the last approval that the policy asks for, the text is published at once.",
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
        """Carry the digest of the text that the page shows."""
        return {"digest": thing.revision.digest}

    def context(self, request: HttpRequest, thing: Submission) -> dict[str, Any]:
        """Say who signs, and what keeps anybody from approving."""
        user: Any = request.user
        return {
            "signer": user,
            "against_approval": policies.against_approval(thing),
            "shows_text": not policies.against_signing(user, thing),
        }

    def perform(self, user: User, thing: Submission, data: Mapping[str, Any]) -> str:
        """Sign the text whose digest the page carried."""
        services.sign_submission(
            acting_user=user, submission=thing, meaning=data["meaning"], digest=data["digest"]
        )
        thing = Submission.objects.select_related("revision").get(pk=thing.pk)
        if thing.state == State.APPROVED:
            return "You have signed. The policy is met, and the text is published."
        standing = quorum(thing)
        return (
            f"You have signed. {standing.approvals} of {standing.approvals_needed} approvals are"
            " there."
        )
