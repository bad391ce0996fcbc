"""A file on its way into a working copy: read, shown, and kept by the page until it is saved.

Nothing of it is stored in between: the preview carries what was read in a token that only this
site can have made, for this person and this article.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from accounts.models import Specialty, User
from articles.enums import Kind
from articles.importers import ImportedArticle, ImportRefusedError, read_data
from articles.importers.document import shortened
from articles.importers.reading import DOCX_ADVICE, LARGEST_DOCX
from articles.models import Article
from articles.text import clean_line
from editorial.authoring.fields import LABELS
from editorial.authoring.forms import ONE_LINE, known_authors

#: What a browser sends around the file, or in its place the token: much less than this.
AROUND = 500_000
TOO_LARGE = f"The file is too large: {LARGEST_DOCX:,} bytes are the most. {DOCX_ADVICE}"
#: How long a preview can be saved, in seconds: a day.
LASTS = 24 * 60 * 60

FORMATS = ".docx,.md,.markdown,.html,.htm,.txt,.json"


def is_too_large(request: HttpRequest) -> bool:
    """Tell whether a request is larger than any that holds a file, before it is read."""
    length = request.META.get("CONTENT_LENGTH") or ""
    return length.isdigit() and (len(length) > 12 or int(length) > LARGEST_DOCX + AROUND)


class UploadForm(forms.Form):
    """The file; its cleaned value is the article that was read."""

    file = forms.FileField(
        label="File",
        allow_empty_file=True,
        error_messages={"required": "Choose a file."},
        widget=forms.FileInput(attrs={"accept": FORMATS}),
        help_text=(
            "Word (DOCX, 10 MB at most), Markdown, HTML, page text (.txt) or JSON exported here"
            " (2 MB at most)."
        ),
    )

    def clean_file(self) -> ImportedArticle:
        """Read the file, if it is not too large to be."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_DOCX:
            raise ValidationError(TOO_LARGE)
        try:
            return read_data(str(file.name), file.read())
        except ImportRefusedError as error:
            raise ValidationError(str(error)) from error


class SaveUploadForm(forms.Form):
    """What the file may not say, and the text as it was shown.

    It asks for a question only where ``wanted`` says why.
    """

    question = forms.CharField(
        label=LABELS["question"],
        max_length=300,
        widget=ONE_LINE,
        error_messages={"required": "Write the question that the text answers."},
    )
    specialty = forms.ModelChoiceField(
        label=LABELS["specialty"], queryset=Specialty.objects.all(), empty_label="Choose one"
    )
    kind = forms.ChoiceField(
        label=LABELS["kind"],
        choices=Kind.choices,
        help_text="What treats or doses is reviewed again sooner.",
    )
    token = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, wanted: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if wanted:
            self.fields["question"].help_text = wanted
        else:
            del self.fields["question"]

    def chosen(self, upload: Upload) -> dict[str, Any]:
        """Return the fields of the working copy as they were chosen here. Only when valid."""
        changes = {name: value for name, value in self.cleaned_data.items() if name != "token"}
        if "question" in changes:
            question = clean_line(str(changes["question"]))[0]
            changes |= {
                "question": question,
                "title": upload.changes["title"] or shortened(question),
            }
        return upload.changes | changes

    def clean_question(self) -> str:
        """Refuse a question of nothing that can be seen."""
        question = clean_line(str(self.cleaned_data["question"]))[0]
        if not question:
            raise ValidationError(self.fields["question"].error_messages["required"])
        return question


@dataclass(frozen=True)
class Upload:
    """What a file says, and what its reader should look at.

    ``seen_save`` is the save that it was compared with.
    """

    changes: dict[str, Any]
    coauthors: list[User]
    slug: str = ""
    seen_save: int | None = None
    warnings: list[str] = field(default_factory=list)
    #: Why there is no question, "" where there is one; and what may be meant for one.
    wanted: str = ""
    guess: str = ""


def upload_of(source: ImportedArticle, article: Article | None, seen_save: int | None) -> Upload:
    """Return what the file says.

    What it does not say stays as it is. Nobody is taken into the byline of an article that is
    there already.
    """
    warnings = list(source.warnings)
    if article is not None:
        if source.coauthors:
            warnings.append("The byline stays as it is, whoever the file names.")
        said = _said(source, warnings)
        wanted, guess = source.question_wanted, source.question_guess
        if wanted:
            wanted += " The article's own is here: keep it, or write another one."
            said["title"], guess = source.title or article.title, article.question
        return Upload(said, [], seen_save=seen_save, warnings=warnings, wanted=wanted, guess=guess)
    if source.ai is None:
        warnings.append("The file does not say whether an AI tool was used.")
    emails = [email.lower() for email in source.coauthors]
    known = known_authors(emails)
    # As on the writing screen: whether they have another account is nobody's business.
    warnings += [
        f"{email} is not an author here, and was left out of the byline."
        for email in emails
        if email not in known
    ]
    people = [known[email] for email in emails if email in known]
    slug = source.slug or ""
    wanted = source.question_wanted
    if source.question_guess:
        wanted += " What is offered is a guess, from the title or the first heading."
    return Upload(
        changes=_said(source, warnings),
        coauthors=people,
        slug=slug,
        warnings=warnings,
        wanted=wanted,
        guess=source.question_guess,
    )


def _said(source: ImportedArticle, warnings: list[str]) -> dict[str, Any]:
    """Return the fields of the working copy that the file fills."""
    optional = {
        "specialty": Specialty.objects.filter(slug=source.specialty or "").first(),
        "kind": source.kind if source.kind in Kind.values else None,
        "plain_text": source.plain,
        "references": source.references,
        "funding": source.funding,
        "disclaimer": source.disclaimer,
        "source_updated_on": source.source_updated_on,
    }
    if source.specialty and optional["specialty"] is None:
        warnings.append(f"There is no specialty “{source.specialty}” here: choose one below.")
    return {
        "question": source.question,
        "title": source.title,
        "clinician_text": source.clinician,
        **{name: value for name, value in optional.items() if value},
        **{f"ai_{name}": value for name, value in (source.ai or {}).items()},
    }


def sealed(upload: Upload, user: User, article: Article | None) -> str:
    """Return the upload as a token for the page to send back."""
    changes = {name: value for name, value in upload.changes.items() if name != "specialty"}
    if "source_updated_on" in changes:
        changes["source_updated_on"] = changes["source_updated_on"].isoformat()
    kept = {
        "changes": changes,
        "coauthors": [person.email.lower() for person in upload.coauthors],
        "slug": upload.slug,
        "seen_save": upload.seen_save,
        "warnings": upload.warnings,
        "wanted": upload.wanted,
        "guess": upload.guess,
    }
    return signing.dumps(kept, salt=_salt(user, article), compress=True)


def unsealed(token: str, user: User, article: Article | None) -> Upload:
    """Return the upload that a page sent back. Raises BadSignature if it is none, or too old."""
    kept: Mapping[str, Any] = signing.loads(token, salt=_salt(user, article), max_age=LASTS)
    changes = dict(kept["changes"])
    if "source_updated_on" in changes:
        changes["source_updated_on"] = date.fromisoformat(changes["source_updated_on"])
    known = known_authors(kept["coauthors"])
    people = [known[email] for email in kept["coauthors"] if email in known]
    # A preview that was opened before the site was renewed knows fewer of them.
    names = ("slug", "seen_save", "warnings", "wanted", "guess")
    others = {name: kept[name] for name in names if name in kept}
    return Upload(changes, people, **others)


def _salt(user: User, article: Article | None) -> str:
    return f"write.import.{user.uid}.{article.uid if article else 'new'}"
