"""The form of a new webhook."""

from __future__ import annotations

from django import forms

from accounts.enums import WebhookEvent


class WebhookForm(forms.Form):
    """Where to post to."""

    url = forms.CharField(
        label="Address", max_length=300, help_text="It begins with https:// and is public."
    )
    events = forms.MultipleChoiceField(
        label="What it is told of",
        choices=WebhookEvent.choices,
        initial=WebhookEvent.values,
        widget=forms.CheckboxSelectMultiple,
    )
