"""The two forms of the writing screen, which stand and fall together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone

from accounts.models import User
from articles.models import Article
from editorial.authoring.fields import LABELS
from editorial.authoring.forms import (
    ArticleForm,
    EditArticleForm,
    NewArticleForm,
    TypedForm,
    initial_of,
)
from editorial.authoring.references_form import (
    PREFIX,
    BaseReferenceFormSet,
    reference_rows,
    with_pasted,
)
from editorial.authoring.selectors import save_number


@dataclass(frozen=True)
class Problem:
    """A line of the error summary: what is wrong, and the id of the field to go to."""

    target: str
    sentence: str


@dataclass(frozen=True)
class WritingForms:
    """The working copy's form and the rows of its references."""

    form: ArticleForm
    rows: BaseReferenceFormSet

    def are_valid(self) -> bool:
        """Validate both, so that one answer shows all that is wrong."""
        return all([self.form.is_valid(), self.rows.is_valid()])

    def changes(self) -> dict[str, Any]:
        """Return every field of the working copy, for the service. Only when valid."""
        pasted = self.form.cleaned_data.get("csl_json")
        today = timezone.now().date()
        references, remarks = with_pasted(self.rows.references(), pasted, today=today)
        if remarks:
            self.form.removed[LABELS["references"]] = remarks
        return {**self.form.changes, "references": references}

    @property
    def authors(self) -> list[User]:
        """The people named in the form, in order. Only when valid."""
        people: list[User] = self.form.cleaned_data["authors"]
        return people

    @property
    def problems(self) -> list[Problem]:
        """All that is wrong, in the order of the page."""
        if not self.form.is_bound:
            return []
        return [*problems_of(self.form), *self._row_problems()]

    def _row_problems(self) -> Iterator[Problem]:
        for message in self.rows.non_form_errors():
            yield Problem(f"id_{PREFIX}-0-key", f"References: {message}")
        for number, row in enumerate(self.rows.forms, start=1):
            yield from problems_of(row, f"Reference {number}, ")


def blank_forms() -> WritingForms:
    """Return the forms for a new article."""
    return WritingForms(NewArticleForm(), reference_rows([]))


def posted_new(data: Mapping[str, Any]) -> WritingForms:
    """Return the forms for a new article as they were posted."""
    return WritingForms(NewArticleForm(data), reference_rows([], data))


def opened(article: Article, seen_save: int) -> WritingForms:
    """Return the forms for an article as it is saved."""
    form = EditArticleForm(initial=initial_of(article, seen_save))
    return WritingForms(form, reference_rows(article.references))


def posted(article: Article, data: Mapping[str, Any], user: User) -> WritingForms:
    """Return the forms for an article as they were posted.

    The rows are read against the references of the save that the page was opened on, so that
    what they did not show survives from there.
    """
    form = EditArticleForm(data)
    form.acting_user = user
    return WritingForms(form, reference_rows(_references_seen(article, data), data))


def typed(article: Article | None, data: Mapping[str, Any]) -> WritingForms:
    """Return the forms as they stand while somebody types. No byline is looked up."""
    form = TypedForm(data, specialty=article.specialty if article else None)
    items = _references_seen(article, data) if article else []
    return WritingForms(form, reference_rows(items, data, only_touched=True))


def _references_seen(article: Article, data: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """Return the references that the rows of the page showed when it was opened."""
    number = save_number(str(data.get("opened_save") or data.get("seen_save", "")))
    saves = article.history.filter(history_id=number).values_list("references", flat=True)
    items: Sequence[Mapping[str, Any]] = next(iter(saves), article.references)
    return items


def problems_of(form: forms.Form, where: str = "") -> list[Problem]:
    """Return what is wrong with a form, each line with its field; ``where`` goes before."""
    if not form.is_bound:
        return []
    problems = [Problem("", str(message)) for message in form.non_field_errors()]
    for field in form:
        for error in field.errors:
            if field.is_hidden:
                problems.append(Problem("", "This page was not sent whole. Open it again."))
            else:
                target = str(field.id_for_label or field.auto_id)
                problems.append(Problem(target, f"{where}{field.label}: {error}"))
    return problems
