"""The forms of the authors' rooms. They check what was typed; services decide and write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db.models.functions import Lower

from accounts.enums import Role
from accounts.models import Specialty, User
from articles.citations.formats import EntryList
from articles.enums import AIUse, Kind
from articles.models import Article
from articles.models.article import DISCLAIMER
from articles.text import clean_line, clean_text
from editorial.authoring.fields import LABELS
from editorial.authoring.references_form import parse_pasted
from editorial.services.letters import LONGEST_REASON

#: Fields of several lines.
TEXTS = ("clinician_text", "plain_text", "disclaimer")

#: It grows with what is typed; line breaks become spaces (see authoring.js, and clean).
ONE_LINE = forms.Textarea(attrs={"rows": 1, "data-one-line": ""})
LONG = {"rows": 24, "spellcheck": "true"}
MARKDOWN = (
    "Markdown: ## for a heading, - for a bullet, 1. for a numbered item, | for tables. Cite a"
    " reference by its id: [1], [1,2], [1-3] or [@key]."
)


class ArticleForm(forms.Form):
    """The working copy without its references, which have rows of their own."""

    question = forms.CharField(
        label=LABELS["question"],
        max_length=300,
        widget=ONE_LINE,
        help_text="The clinical question, as somebody would ask it.",
    )
    title = forms.CharField(label=LABELS["title"], max_length=200, widget=ONE_LINE)
    specialty = forms.ModelChoiceField(
        label=LABELS["specialty"], queryset=Specialty.objects.all(), empty_label="Choose one"
    )
    kind = forms.ChoiceField(
        label=LABELS["kind"],
        choices=Kind.choices,
        initial=Kind.TREATMENT,
        help_text="What treats or doses is reviewed again sooner.",
    )
    authors = forms.CharField(
        label="Authors",
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "autocapitalize": "none"}),
        help_text="One e-mail address a line, in the order of the byline.",
    )
    clinician_text = forms.CharField(
        label=LABELS["clinician_text"],
        required=False,
        widget=forms.Textarea(attrs=LONG),
        help_text=MARKDOWN,
    )
    plain_text = forms.CharField(
        label=LABELS["plain_text"],
        required=False,
        widget=forms.Textarea(attrs={**LONG, "rows": 12}),
        help_text="Optional: the same for patients and families, in everyday words.",
    )
    ai_use = forms.ChoiceField(
        label=LABELS["ai_use"],
        choices=AIUse.choices,
        initial=AIUse.NOT_STATED,
        help_text="Readers are shown this. Nothing is approved while it is not stated.",
    )
    ai_tool = forms.CharField(
        label=LABELS["ai_tool"],
        required=False,
        max_length=120,
        help_text="Name and version.",
    )
    ai_purpose = forms.CharField(
        label=LABELS["ai_purpose"],
        required=False,
        max_length=300,
        help_text="What it was used for.",
    )
    ai_verified_by = forms.CharField(
        label=LABELS["ai_verified_by"],
        required=False,
        max_length=120,
        help_text="The person who checked what the tool wrote.",
    )
    ai_prompts = forms.CharField(
        label=LABELS["ai_prompts"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=(
            "What the tool was asked. Only the authors and the editors can read it: it is in no"
            " revision, on no page and in no export."
        ),
    )
    funding = forms.CharField(
        label=LABELS["funding"],
        required=False,
        max_length=300,
        help_text="Who paid for the work. Write “None” if nobody did.",
    )
    source_updated_on = forms.DateField(
        label=LABELS["source_updated_on"],
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="If the text comes from a page with a date of its own.",
    )
    disclaimer = forms.CharField(
        label=LABELS["disclaimer"], widget=forms.Textarea(attrs={"rows": 4}), initial=DISCLAIMER
    )
    csl_json = forms.CharField(
        label="References from a list or another program",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=(
            "A printed (Vancouver) list, or what PubMed (nbib), Zotero and other programs export:"
            " BibTeX, RIS or CSL-JSON. One that is here already, by its DOI or PubMed ID, is left"
            " out. In BibTeX and CSL-JSON, an item takes the place of the reference with its id."
        ),
    )
    #: The save that the person wants to write on top of: moves on with each autosave.
    seen_save = forms.IntegerField(required=False, widget=forms.HiddenInput)
    #: The save whose references the rows show: stays while the page is open.
    opened_save = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean_authors(self) -> list[User]:
        """Return the people of the byline in order."""
        emails = _emails(str(self.cleaned_data["authors"]))
        known = known_authors(emails)
        # Whether somebody has an account that is no author's is nobody's business here.
        strangers = [email for email in emails if email not in known]
        if strangers:
            raise ValidationError([f"{email} is not an author here." for email in strangers])
        return [known[email] for email in emails]

    def clean_csl_json(self) -> EntryList | None:
        """Return pasted references, in whichever format, as entries."""
        return parse_pasted(str(self.cleaned_data["csl_json"]))

    def clean(self) -> dict[str, Any]:
        """Make texts plain here as the service will make them.

        So what is compared and previewed is what would be saved, and the person is told what was
        removed. What is missing for a submission, such as who verified what a tool wrote, is said
        by the checks before it: nothing that was typed is refused for that.
        """
        cleaned = super().clean() or self.cleaned_data
        self.removed: dict[str, list[str]] = {}
        for name in (name for name in LABELS if isinstance(cleaned.get(name), str)):
            make_plain = clean_text if name in TEXTS else clean_line
            cleaned[name], warnings = make_plain(cleaned[name])
            if warnings:
                self.removed[LABELS[name]] = warnings
        return cleaned

    def readable_changes(self) -> dict[str, Any]:
        """Return the fields that can be read as they were typed, though others may be wrong."""
        if not self.is_bound:
            return {}
        self.is_valid()
        return {name: self.cleaned_data[name] for name in LABELS if name in self.cleaned_data}

    @property
    def changes(self) -> dict[str, Any]:
        """The fields of the working copy, for the service. Only when valid."""
        names = [name for name in LABELS if name != "references"]
        return {name: self.cleaned_data[name] for name in names}


class NewArticleForm(ArticleForm):
    """A new article: the acting person is its first author."""

    #: One of each page that is opened: see ``form_keys``.
    form_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form_key"].initial = uuid4
        if self.is_bound and not self.data.get("form_key"):
            self.renew_key()
        authors = self.fields["authors"]
        authors.label, authors.required = "Co-authors", False
        authors.help_text = (
            "You come first. Their e-mail addresses, one a line, in the order of the byline."
        )

    def renew_key(self) -> None:
        """Make of what was sent a form that was not sent yet."""
        self.data = {**dict(self.data.items()), "form_key": str(uuid4())}


class EditArticleForm(ArticleForm):
    """The working copy of an article, as it was when the page was opened."""

    #: Given by the view: who may not take themselves off the byline by a slip.
    acting_user: User | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen_save"].required = True

    def clean_authors(self) -> list[User]:
        """Return the byline; who edits it stays on it, since only authors get back in."""
        authors = super().clean_authors()
        if self.acting_user is not None and self.acting_user not in authors:
            raise ValidationError(
                "You would lose this article: keep yourself among its authors. To leave them, use"
                " the page “Authors and credit”."
            )
        return authors


class TypedForm(EditArticleForm):
    """What is sent while somebody types: all but the byline and pasted references.

    Those are changed by a deliberate save alone.
    """

    def __init__(self, *args: Any, specialty: Specialty | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["authors"], self.fields["csl_json"]
        self.fields["seen_save"].required = False
        field: Any = self.fields["specialty"]
        if specialty is not None and self.data.get("specialty") == str(specialty.pk):
            # Unchanged: it is not looked up again every few seconds.
            self.fields["specialty"] = forms.TypedChoiceField(
                choices=[(str(specialty.pk), specialty.name)], coerce=lambda _: specialty
            )
            self.fields["specialty"].label = field.label


class SubmitForm(forms.Form):
    """What changed since the last revision."""

    summary = forms.CharField(
        label="What changed, and why",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For the reviewers, and for readers beside the new version.",
    )
    cover_note = forms.CharField(
        label="Cover note",
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Optional, for editors and reviewers alone. Your answers to remarks go with it.",
    )
    seen = forms.BooleanField(
        label="I have looked at every warning, and submit the text as it is. This is recorded.",
        error_messages={"required": "Say that you have looked at the warnings."},
    )
    digest = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, later_revision: bool, has_warnings: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_warnings:
            del self.fields["seen"]
        if later_revision:
            self.fields["summary"].required = True
        else:
            del self.fields["summary"], self.fields["cover_note"]


class WithdrawForm(forms.Form):
    """Why a submission is taken back."""

    reason = forms.CharField(
        label="Reason",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="For the editors. It is kept in the article's record.",
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)


def initial_of(article: Article, seen_save: int) -> dict[str, Any]:
    """Return what the edit form shows of a working copy."""
    initial = {name: getattr(article, name) for name in LABELS if name != "references"}
    return initial | {
        "authors": emails_text(article.ordered_authors),
        "seen_save": seen_save,
        "opened_save": seen_save,
    }


def known_authors(emails: Sequence[str]) -> dict[str, User]:
    """Return those of the addresses (in lower case) that are authors' here, with the people."""
    authors = User.objects.filter(is_active=True, groups__name=Role.AUTHOR)
    found = authors.annotate(address=Lower("email")).filter(address__in=emails).distinct()
    return {user.email.lower(): user for user in found}


def emails_text(people: Sequence[User]) -> str:
    """Return the byline as the form shows it."""
    return "\n".join(user.email for user in people)


def add_service_errors(form: forms.Form, error: ValidationError) -> None:
    """Show what a service found at the fields it names, else above the form."""
    by_field: Any = error.message_dict if hasattr(error, "error_dict") else {None: error.messages}
    for name, messages in by_field.items():
        form.add_error(name if name in form.fields else None, [*messages])


def _emails(text: str) -> list[str]:
    """Return the addresses, one each, in lower case: lines, or commas if somebody prefers them."""
    parts = text.replace(",", "\n").split("\n")
    return list(dict.fromkeys(part.strip().lower() for part in parts if part.strip()))
