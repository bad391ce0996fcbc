"""Mark a cited work as retracted, and decide about the articles that cite it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from accounts.desk.acts import Act, ActForm
from accounts.enums import Role
from accounts.models import User
from articles.anchoring import reading_text
from articles.citations.fields import reference_key
from articles.citations.identified import identified
from articles.citations.vancouver import entry
from articles.models import Publication
from editorial import citing_policies, services
from editorial.citing import retracted_among
from editorial.models import CitationTask, RetractedWork


def _reason() -> forms.CharField:
    return forms.CharField(
        label="Where the retraction is announced, and why",
        help_text="Authors, reviewers and editors read it beside the reference.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class WorkForm(ActForm):
    """Which work, and why."""

    doi = forms.CharField(label="DOI", required=False, help_text="As in 10.1000/182, or its link.")
    pmid = forms.CharField(
        label="PubMed ID", required=False, help_text="Give the DOI or this, not both."
    )
    reason = _reason()


class MarkRetracted(Act):
    """Mark a work by its identifier."""

    slug = "new"
    label = "Mark a reference as retracted"
    tone = "primary"
    role = Role.EDITOR
    form_class: ClassVar[type[ActForm]] = WorkForm
    consequences = (
        "It is marked in every article that cites it: live, under way, or being written.",
        "The desk gets a task for each of these articles, and their authors are told by mail.",
        "No public text changes. Where readers should know, issue a notice from the task.",
    )

    def against(self, user: User, thing: Any) -> list[str]:
        """Ask the policy."""
        return citing_policies.against_marking_retracted(user)

    def perform(self, user: User, thing: Any, data: Mapping[str, Any]) -> str:
        """Mark it."""
        work = services.mark_reference_retracted(
            acting_user=user, doi=data["doi"], pmid=data["pmid"], reason=data["reason"]
        )
        return _said(work)


class CitedForm(ActForm):
    """Which of the publication's references, and why."""

    reference = forms.ChoiceField(
        label="Which reference",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the reference that was retracted."},
    )
    reason = _reason()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["reference"]
        field.choices = _markable(self.thing)
        if not field.choices:
            field.help_text = (
                "No reference of this text can be marked: they have no DOI or PubMed ID, or are"
                " marked already."
            )


class MarkCitedRetracted(MarkRetracted):
    """Mark a work that a publication cites."""

    slug = "retracted-reference"
    tone = "plain"
    form_class = CitedForm

    def perform(self, user: User, thing: Publication, data: Mapping[str, Any]) -> str:
        """Mark it, by the identifier that was chosen."""
        kind, _, value = data["reference"].partition(":")
        work = services.mark_reference_retracted(
            acting_user=user, reason=data["reason"], **{kind: value}
        )
        return _said(work)


class DecisionForm(ActForm):
    """What was decided."""

    decision = forms.CharField(
        label="What was decided, and why",
        help_text="It stands in the article's trail.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class CloseTask(Act):
    """Close a task with a decision."""

    slug = "decide"
    label = "Close with a decision"
    title = "Decide about the article"
    tone = "primary"
    role = Role.EDITOR
    form_class = DecisionForm
    consequences = (
        "The task is closed, and the article's trail says what was decided.",
        "A notice to readers or a retraction is an act of its own: issue it from the task's page.",
    )

    def applies(self, user: User, thing: CitationTask) -> bool:
        """Tell whether it is still open."""
        return thing.closed_at is None

    def against(self, user: User, thing: CitationTask) -> list[str]:
        """Ask the policy."""
        return citing_policies.against_deciding_citation(user, thing)

    def perform(self, user: User, thing: CitationTask, data: Mapping[str, Any]) -> str:
        """Close it."""
        services.close_citation_task(acting_user=user, task=thing, decision=data["decision"])
        return "The task is closed, and the decision stands in the article's trail."


def _markable(publication: Publication) -> list[tuple[str, str]]:
    """Return one choice for each reference that has an identifier and is not marked yet."""
    references = publication.document["references"]
    marked = retracted_among(references)
    titles = {reference_key(item): reading_text(entry(item)) for item in references}
    found = {work.key: work for work in reversed(identified(references)) if work.key not in marked}
    return [
        (f"{found[key].kind}:{found[key].value}", title)
        for key, title in titles.items()
        if key in found
    ]


def _said(work: RetractedWork) -> str:
    count = work.tasks.count()
    if not count:
        return f"{work} is marked as retracted. No article cites it."
    return f"{work} is marked as retracted. {count} article{'s' * (count != 1)} to decide about."
