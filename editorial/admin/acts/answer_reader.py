"""Answer a reader's question: by an article, by a draft to come, or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.desk.acts import Act, ActForm
from accounts.enums import Role
from accounts.models import Specialty, User
from articles.models import Publication
from articles.reader.search import Query, search
from editorial import intake_policies, services
from editorial.enums import QuestionState
from editorial.models import ReaderQuestion


class QuestionAct(Act):
    """An act on a question that waits for an editor."""

    role = Role.EDITOR

    def applies(self, user: User, thing: ReaderQuestion) -> bool:
        """Tell whether it waits."""
        return thing.state == QuestionState.OPEN

    def against(self, user: User, thing: ReaderQuestion) -> list[str]:
        """Ask the policy."""
        return intake_policies.against_answering_question(user, thing)


class AnswerForm(ActForm):
    """Which article. Those that the search finds for the question are offered."""

    slug = forms.CharField(
        label="Address of the article",
        help_text="The last part of its address: /articles/<this>/",
        widget=forms.TextInput(attrs={"list": "found-articles", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hits = search(Query(self.thing.question)).hits[:5]
        if hits:
            names = "; ".join(f"{h.publication.slug} ({h.publication.title})" for h in hits)
            self.fields["slug"].help_text += f". Found for the question: {names}"
            self.initial.setdefault("slug", hits[0].publication.slug)

    def clean_slug(self) -> Publication:
        """Return the live publication at the address."""
        slug = str(self.cleaned_data["slug"]).strip().strip("/").rsplit("/", 1)[-1]
        found = Publication.objects.live().filter(slug=slug).first()
        if found is None:
            raise ValidationError("No published article has this address.")
        return found


class AnswerQuestion(QuestionAct):
    """Point to an article."""

    slug = "answer"
    label = "Point to an article"
    tone = "primary"
    form_class = AnswerForm
    consequences = ("The asker gets a mail with the article's address.",)

    def perform(self, user: User, thing: ReaderQuestion, data: Mapping[str, Any]) -> str:
        """Answer."""
        publication: Publication = data["slug"]
        services.answer_question(acting_user=user, question=thing, publication=publication)
        return f"The asker is pointed to “{publication.title}”."


class AuthorField(forms.ModelChoiceField):
    """A choice among authors."""

    def label_from_instance(self, obj: Any) -> str:
        """Name the author."""
        return str(obj.name_and_credentials)


class DraftForm(ActForm):
    """Who writes it, about what."""

    author = AuthorField(label="Who writes it", queryset=User.objects.none())
    specialty = forms.ModelChoiceField(label="Specialty", queryset=Specialty.objects.all())
    title = forms.CharField(label="Working title", max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["author"]
        authors = User.objects.filter(is_active=True, groups__name=Role.AUTHOR)
        field.queryset = authors.order_by("printed_name")


class OpenDraft(QuestionAct):
    """Have it written about."""

    slug = "draft"
    label = "Open a draft from it"
    form_class = DraftForm
    consequences = (
        "The author finds a draft with the reader's question in their list.",
        "The asker is told now, and again when the article is published.",
    )

    def perform(self, user: User, thing: ReaderQuestion, data: Mapping[str, Any]) -> str:
        """Open the draft."""
        article = services.open_draft_from_question(acting_user=user, question=thing, **data)
        return f"“{article.title}” is in the list of {data['author'].printed_name}."


class CloseQuestion(QuestionAct):
    """Close it without an answer."""

    slug = "close"
    label = "Close without an answer"
    tone = "danger"
    consequences = (
        "The asker is told that the office answers general questions with reviewed texts only.",
    )

    def perform(self, user: User, thing: ReaderQuestion, data: Mapping[str, Any]) -> str:
        """Close it."""
        services.close_question(acting_user=user, question=thing)
        return "The question is closed. The asker is told."
