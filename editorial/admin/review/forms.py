"""What can be posted to the review page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms

from accounts.models import User
from articles.anchoring import Anchor
from editorial import services
from editorial.enums import Audience, Certainty, Part, Recommendation, Severity, Strength
from editorial.models import Comment, GradedClaim, Submission

PARTS = [("", "The text as a whole"), *Part.choices]


class ReviewForm(forms.Form):
    """A form of the review page. ``perform`` calls the service; ``anchor`` is where to go then."""

    #: What is said when it is done.
    done = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def perform(self, user: User, submission: Submission) -> str:
        """Do it, and return the fragment of the page where it shows."""
        raise NotImplementedError


class QuotingForm(ReviewForm):
    """A form about a passage: selected in the browser, or pasted by hand."""

    part = forms.ChoiceField(label="About", choices=PARTS, required=False)
    exact = forms.CharField(
        label="Quotation",
        required=False,
        help_text="Select words in the text, or paste them here. Empty for the whole text.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    before = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    after = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def quote(self) -> Anchor:
        """Return the passage as it was sent."""
        data = self.cleaned_data
        return Anchor(data["exact"], data["before"], data["after"])


class CommentForm(QuotingForm):
    """A new comment."""

    done = "The comment is kept."

    body = forms.CharField(
        label="Comment",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write something."},
    )
    severity = forms.ChoiceField(label="Weight", choices=Severity, initial=Severity.SHOULD_FIX)
    audience = forms.ChoiceField(label="Who reads it", choices=Audience, initial=Audience.AUTHORS)

    def offer_no_must_fix(self, reasons: list[str]) -> None:
        """Take the weight away that would be refused, and say why; without reasons do nothing."""
        if reasons:
            severity: Any = self.fields["severity"]
            severity.choices = [each for each in Severity.choices if each[0] != Severity.MUST_FIX]
            severity.help_text = " ".join(reasons)

    def perform(self, user: User, submission: Submission) -> str:
        """Comment."""
        data = self.cleaned_data
        comment = services.add_comment(
            acting_user=user,
            submission=submission,
            body=data["body"],
            severity=data["severity"],
            audience=data["audience"],
            part=data["part"],
            quote=self.quote(),
        )
        return f"thread-{comment.pk}"


class ThreadForm(ReviewForm):
    """Something done to a thread of this article."""

    thread = forms.IntegerField(min_value=1, max_value=2**62, widget=forms.HiddenInput)

    def comment(self, submission: Submission) -> Comment:
        """Return the thread. Raises ValidationError if the article has none such."""
        found = (
            Comment.objects.threads()
            .select_related("submission")
            .filter(pk=self.cleaned_data["thread"], submission__article_id=submission.article_id)
            .first()
        )
        if found is None:
            raise forms.ValidationError("There is no such comment any more. Open the page again.")
        return found


class ReplyForm(ThreadForm):
    """A reply."""

    done = "The reply is kept."

    body = forms.CharField(error_messages={"required": "Write something."})
    audience = forms.ChoiceField(choices=Audience, initial=Audience.PRIVATE)

    def perform(self, user: User, submission: Submission) -> str:
        """Reply."""
        thread = self.comment(submission)
        services.reply_to_comment(
            acting_user=user,
            comment=thread,
            body=self.cleaned_data["body"],
            audience=self.cleaned_data["audience"],
        )
        return f"thread-{thread.pk}"


class SettleForm(ThreadForm):
    """Resolve or reopen."""

    done = "Done."
    service: Callable[..., Any]

    def perform(self, user: User, submission: Submission) -> str:
        """Settle the thread, or open it again."""
        thread = self.comment(submission)
        type(self).service(acting_user=user, comment=thread)
        return f"thread-{thread.pk}"


class ResolveForm(SettleForm):
    """Resolve."""

    done = "The comment is resolved."
    service = staticmethod(services.resolve_comment)


class ReopenForm(SettleForm):
    """Reopen."""

    done = "The comment is open again."
    service = staticmethod(services.reopen_comment)


class GradeForm(QuotingForm):
    """A claim, graded."""

    done = "The grade is kept."

    certainty = forms.ChoiceField(label="Certainty of the evidence", choices=Certainty)
    strength = forms.ChoiceField(
        label="Strength of the recommendation",
        choices=[("", "It recommends nothing"), *Strength.choices],
        required=False,
    )
    note = forms.CharField(
        label="Why",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def perform(self, user: User, submission: Submission) -> str:
        """Grade."""
        data = self.cleaned_data
        services.grade_claim(
            acting_user=user,
            submission=submission,
            part=data["part"],
            quote=self.quote(),
            certainty=data["certainty"],
            strength=data["strength"],
            note=data["note"],
        )
        return "grades"


class WithdrawGradeForm(ReviewForm):
    """A grade taken back."""

    done = "The grade is withdrawn."

    claim = forms.IntegerField(min_value=1, max_value=2**62, widget=forms.HiddenInput)

    def perform(self, user: User, submission: Submission) -> str:
        """Withdraw."""
        claim = (
            GradedClaim.objects.select_related("submission")
            .filter(pk=self.cleaned_data["claim"], submission=submission)
            .first()
        )
        if claim is None:
            raise forms.ValidationError("There is no such grade. Open the page again.")
        services.withdraw_grade(acting_user=user, claim=claim)
        return "grades"


class NotesForm(ReviewForm):
    """What the member would do."""

    done = "Your notes are kept."

    recommendation = forms.ChoiceField(
        label="I would", choices=[("", "Not decided yet"), *Recommendation.choices], required=False
    )
    notes = forms.CharField(
        label="Notes for the editor",
        help_text="Only editors and you read them.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def perform(self, user: User, submission: Submission) -> str:
        """Keep the notes."""
        services.save_review(acting_user=user, submission=submission, **self.cleaned_data)
        return "notes"


class SeenForm(ReviewForm):
    """How far somebody has read."""

    done = "What you have seen is marked."

    sequence = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def perform(self, user: User, submission: Submission) -> str:
        """Mark it."""
        services.mark_seen(acting_user=user, submission=submission, **self.cleaned_data)
        return "changes"


FORMS: dict[str, type[ReviewForm]] = {
    "comment": CommentForm,
    "reply": ReplyForm,
    "resolve": ResolveForm,
    "reopen": ReopenForm,
    "grade": GradeForm,
    "withdraw-grade": WithdrawGradeForm,
    "notes": NotesForm,
    "seen": SeenForm,
}
