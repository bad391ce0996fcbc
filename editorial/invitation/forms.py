"""The answer to an invitation."""

from __future__ import annotations

from typing import Any

from django import forms

AGREE, TURN_DOWN = "agree", "turn-down"


class AnswerForm(forms.Form):
    """Yes, or no with a reason."""

    answer = forms.ChoiceField(
        label="Your answer",
        choices=[
            (AGREE, "I agree to review, and nothing in my interests speaks against it"),
            (TURN_DOWN, "I turn it down"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose your answer."},
    )
    reason = forms.CharField(
        label="If you turn it down: why",
        help_text="A few words for the editor, such as no time or outside your field.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    conflict = forms.BooleanField(
        label="I have a conflict of interest with this article",
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Hold the parts against each other: a no needs a reason, a conflict is no yes."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        answer = data.get("answer")
        if answer == TURN_DOWN and not data.get("reason", "").strip():
            self.add_error("reason", "Say in a few words why, so that the editor can go on.")
        if answer == AGREE and data.get("conflict"):
            self.add_error(
                "conflict", "With a conflict of interest you can't review it: turn it down."
            )
        return data
