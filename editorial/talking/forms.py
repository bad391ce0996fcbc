"""What readers fill in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from editorial.enums import ReportKind
from editorial.services import asking, reporting

NO_ADDRESS = "That is no e-mail address. Write it like name@example.org."


class HoneypotForm(forms.Form):
    """A form with a field that people don't see and programs fill in."""

    #: Its errors are sentences that need no label before them.
    speaks = True

    website = forms.CharField(
        required=False,
        label="Leave this empty",
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    @property
    def shown(self) -> list[Any]:
        """The fields that people see."""
        return [field for field in self.visible_fields() if field.name != "website"]

    @property
    def is_trapped(self) -> bool:
        """Whether a program filled it in. It is thanked, and nothing is written."""
        return bool(self.data.get("website"))


class ReportForm(HoneypotForm):
    """A report of a problem."""

    kind = forms.ChoiceField(
        label="What do you report?",
        choices=ReportKind.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose what you report."),
    )
    text = forms.CharField(
        label="What is wrong, and where?",
        max_length=reporting.LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Quote the passage if you can. Please write nothing about your own health.",
        error_messages={
            "required": "Say what is wrong, and where.",
            "max_length": f"The report is too long: {reporting.LONGEST:,} characters are the most.",
        },
    )
    email = forms.EmailField(
        label="Your e-mail address",
        required=False,
        help_text="Optional: we write to it once, when an editor has looked at your report.",
        error_messages={"invalid": NO_ADDRESS},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class QuestionForm(HoneypotForm):
    """A question, which is first answered by what is published."""

    question = forms.CharField(
        label="Your question",
        max_length=asking.LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="A general question: nothing about one person's case.",
        error_messages={
            "required": "Type your question.",
            "max_length": f"The question is too long: {asking.LONGEST:,} characters are the most.",
        },
    )

    def clean_question(self) -> str:
        """Return it without the spaces around it."""
        question = " ".join(str(self.cleaned_data["question"]).split())
        if len(question) < 8:
            raise ValidationError("Write it as a question, in a few words.")
        return question


class SendForm(QuestionForm):
    """The same question with an address, to be sent to the desk."""

    email = forms.EmailField(
        label="Your e-mail address",
        help_text=(
            "We send a link to it that you have to open first, then the answer. It is shown to"
            " nobody, and deleted with your question whenever you want."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": "Give the address for the answer.", "invalid": NO_ADDRESS},
    )
