"""The references of an article as rows of a form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from articles.citations.fields import reference_key
from articles.citations.formats import EntryList, ReferencesRefusedError, read_entries
from articles.citations.identifiers import is_odd_doi, normalise_doi, normalise_pmid
from articles.text import clean_line
from editorial.authoring.references import TYPES, as_row, free_key, is_blank, merged
from editorial.authoring.untouched_rows import UntouchedRow, untouched_row

#: The most that the service takes.
MOST = 500
BLANK_ROWS = 3

#: The rows' names begin with this: ``references-0-title``.
PREFIX = "references"


class ReferenceForm(forms.Form):
    """One reference. ``was`` is the id of the item that the row shows."""

    was = forms.CharField(required=False, widget=forms.HiddenInput)
    key = forms.CharField(
        label="Id",
        required=False,
        max_length=80,
        help_text="Cite it in the text as [1] or [@key]. Left empty, it gets the next number.",
    )
    type = forms.ChoiceField(label="Type", choices=list(TYPES.items()), initial="article-journal")
    authors = forms.CharField(
        label="Authors", required=False, help_text="Family name first: Ito A; van den Berg, Nils"
    )
    organisation = forms.CharField(
        label="Organisation", required=False, help_text="Where a body is the author: NICE; WHO"
    )
    title = forms.CharField(label="Title", required=False)
    container_title = forms.CharField(label="Journal, book or site", required=False)
    year = forms.IntegerField(label="Year", required=False, min_value=1000, max_value=9999)
    volume = forms.CharField(label="Volume", required=False)
    issue = forms.CharField(label="Issue", required=False)
    page = forms.CharField(label="Pages", required=False)
    doi = forms.CharField(label="DOI", required=False)
    pmid = forms.CharField(label="PubMed ID", required=False)
    url = forms.CharField(label="Address (URL)", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = str(self.initial.get("type") or "")
        if own and own not in TYPES:
            choices = [(own, own), *TYPES.items()]
            self.fields["type"] = forms.ChoiceField(label="Type", choices=choices)

    @property
    def name(self) -> str:
        """What to call the row in a heading."""
        return str(self["key"].value() or "")

    #: What is known of the retraction of this work; given by the view.
    retraction = ""

    @property
    def hints(self) -> list[str]:
        """What deserves a second look, though it is no error."""
        doi = str(self["doi"].value() or "")
        try:
            odd = bool(doi) and is_odd_doi(normalise_doi(doi))
        except ValueError:
            odd = False
        found = ["This DOI is unusual; check that it was copied whole."] if odd else []
        return [f"This work was retracted. {self.retraction}", *found] if self.retraction else found

    @property
    def has_valid_identifiers(self) -> bool:
        """Whether there is a DOI or a PubMed number, and what there is has the form of one."""
        given = {"doi": normalise_doi, "pmid": normalise_pmid}
        values = {name: str(self[name].value() or "") for name in given}
        try:
            normal = [given[name](value) for name, value in values.items() if value]
        except ValueError:
            return False
        return bool(normal)

    def clean_doi(self) -> str:
        """Return a DOI without what browsers and journals put before it."""
        return self._identifier("doi", normalise_doi)

    def clean_pmid(self) -> str:
        """Return a bare PubMed number."""
        return self._identifier("pmid", normalise_pmid)

    def clean_url(self) -> str:
        """Return an address of the web."""
        url = str(self.cleaned_data["url"])
        if url and url != self.initial.get("url"):
            URLValidator(
                schemes=["http", "https"],
                message="This is not a web address: it begins with https:// or http://.",
            )(url)
        return url

    def clean(self) -> dict[str, Any]:
        """Make every text one clean line, as the service will."""
        cleaned = super().clean() or self.cleaned_data
        return {
            name: clean_line(value)[0] if isinstance(value, str) else value
            for name, value in cleaned.items()
        }

    def _identifier(self, name: str, normalise: Any) -> str:
        raw = str(self.cleaned_data[name])
        if not raw:
            return ""
        try:
            normal = str(normalise(raw))
        except ValueError as error:
            raise ValidationError(str(error)) from error
        # As it was, if only its wording differs: an untouched row changes nothing.
        return raw if raw == self.initial.get(name) else normal


class BaseReferenceFormSet(forms.BaseFormSet):
    """All rows; together they give the list of CSL-JSON items."""

    #: The items that the rows showed when the page was opened.
    items: Sequence[Mapping[str, Any]] = ()
    #: Whether rows that were sent as they were shown need no form: none of them is shown again.
    only_touched = False

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        if self.only_touched:
            rows = self.initial or []  # of the items, in their order
            item, shown = (self.items[i], rows[i]) if i < len(rows) else (None, None)
            row = untouched_row(self.data, self.add_prefix(i), item, shown)
            if row is not None:
                return row
        # The stubs leave this one out.
        return super()._construct_form(i, **kwargs)  # type: ignore[misc]

    def clean(self) -> None:
        """Refuse two rows of one id, naming the second."""
        seen: set[str] = set()
        for form in self.kept:
            key = form.cleaned_data.get("key", "")
            if key and key in seen:
                sentence = f"Another reference has the id “{key}” already."
                if isinstance(form, UntouchedRow):
                    raise ValidationError(sentence)
                form.add_error("key", sentence)
            seen.add(key)

    @property
    def kept(self) -> list[ReferenceForm | UntouchedRow]:
        """The rows that are to become references."""
        return [
            form
            for form in self.forms
            if hasattr(form, "cleaned_data")
            and not form.cleaned_data.get("DELETE")
            and not is_blank(form.cleaned_data)
        ]

    def references(self) -> list[dict[str, Any]]:
        """Return the items, each merged into the one that its row showed. Only when valid."""
        known = {reference_key(item): item for item in self.items}
        kept = self.kept
        taken = [key for form in kept if (key := form.cleaned_data["key"])]
        result = []
        for form in kept:
            row = form.cleaned_data
            if isinstance(form, UntouchedRow):
                result.append(dict(form.item or {}))
                continue
            key = row["key"] or free_key(taken)
            taken.append(key)
            result.append(merged(known.get(row["was"], {}), {**row, "key": key}))
        return result


ReferenceFormSet: Any = forms.formset_factory(
    ReferenceForm,
    formset=BaseReferenceFormSet,
    extra=BLANK_ROWS,
    can_delete=True,
    max_num=MOST,
    absolute_max=MOST + BLANK_ROWS,
    validate_max=True,
)


def reference_rows(
    items: Sequence[Mapping[str, Any]],
    data: Mapping[str, Any] | None = None,
    *,
    only_touched: bool = False,
) -> BaseReferenceFormSet:
    """Return the rows for the items, filled with what was posted if something was.

    With ``only_touched`` there are forms for what differs from the items alone, and no page.
    """
    formset: BaseReferenceFormSet = ReferenceFormSet(
        data, prefix=PREFIX, initial=[as_row(item) for item in items]
    )
    formset.items = items
    formset.only_touched = only_touched
    return formset


def parse_pasted(text: str) -> EntryList | None:
    """Return a pasted list of references, in whichever format, or None for no text.

    Raises ValidationError, naming the entry, for what can't be read: nothing is lost in silence.
    """
    if not text.strip():
        return None
    try:
        entries = read_entries(text)
    except ReferencesRefusedError as error:
        raise ValidationError(str(error)) from error
    if unreadable := entries.unreadable:
        raise ValidationError(unreadable)
    return entries


def with_pasted(
    items: Sequence[Mapping[str, Any]], pasted: EntryList | None, *, today: date
) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the items with the pasted ones, and what the author should know of them.

    A pasted item with the id of one that is there takes its place, others come after. One that is
    there already, by its DOI or PubMed ID, is left out.
    """
    if pasted is None:
        return [dict(item) for item in items], []
    parsed = pasted.beside(items, today)
    result = {as_row(item)["key"]: dict(item) for item in items}
    result |= {item["id"]: item for item in parsed.items}
    return list(result.values()), [*parsed.duplicates, *parsed.problems, *parsed.notes]
