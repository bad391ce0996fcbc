"""What the checks found in a text, with the way to each place of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from articles.checks import Finding, Place, check_document, readings
from articles.models import Article
from articles.readability import Level
from editorial.authoring.fields import LABELS
from editorial.citing import known_retractions

#: Where a field that is no single field of the form is to be found there.
TARGETS = {"references": "part-references", "authors": "id_authors"}


@dataclass(frozen=True)
class Shown:
    """A finding, the name of its field, and the address of its place on the writing screen."""

    finding: Finding
    where: str
    url: str


@dataclass(frozen=True)
class Checked:
    """All that the checks say about a text."""

    errors: list[Shown]
    warnings: list[Shown]
    levels: list[tuple[str, Level]]


def checked(
    article: Article, document: Mapping[str, Any], credit: Iterable[Finding] = ()
) -> Checked:
    """Check a content document of the article; ``credit`` is what authors have yet to confirm."""
    retracted = known_retractions(document["references"])
    today = timezone.now().date()
    found = [*check_document(document, today=today, retracted=retracted), *credit]
    shown = [_shown(article, finding) for finding in found]
    return Checked(
        errors=[line for line in shown if line.finding.is_error],
        warnings=[line for line in shown if not line.finding.is_error],
        levels=[(LABELS[name], level) for name, level in readings(document).items()],
    )


def _shown(article: Article, finding: Finding) -> Shown:
    place = finding.place
    where = LABELS.get(place.field, place.field.capitalize())
    if place.line:
        where = f"{where}, line {place.line}"
    if place.field == "authors" and place.key:
        url = reverse("write:authors", args=[article.slug])
        return Shown(finding, where, f"{url}#author-{place.key}")
    return Shown(finding, where, reverse("write:edit", args=[article.slug]) + _target(place))


def _target(place: Place) -> str:
    """Return the end of an address: the field, and in a long text the passage to be selected."""
    passage = f"?at={place.start}-{place.end}" if place.end else ""
    return f"{passage}#{TARGETS.get(place.field, f'id_{place.field}')}"
