"""What the checks found in a text, with the way to each place of it."""

from __future__ import annotations

from collections.abc import Mapping
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


def checked(article: Article, document: Mapping[str, Any]) -> Checked:
    """Check a content document of the article."""
    retracted = known_retractions(document["references"])
    found = check_document(document, today=timezone.now().date(), retracted=retracted)
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
    return Shown(finding, where, reverse("write:edit", args=[article.slug]) + _target(place))


def _target(place: Place) -> str:
    """Return the end of an address: the field, and in a long text the passage to be selected."""
    passage = f"?at={place.start}-{place.end}" if place.end else ""
    return f"{passage}#{TARGETS.get(place.field, f'id_{place.field}')}"
