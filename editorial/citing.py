"""Reads about retracted works: who cites them, and which of them a text cites."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from articles.citations.identified import identified
from articles.enums import PublicationStatus
from articles.models import Article, CitedWork
from editorial.enums import OPEN_STATES
from editorial.models import CitationTask, RetractedWork


def articles_citing(kind: str, value: str) -> list[Article]:
    """Return the articles that cite a work: live, under way, or in their working copy.

    Frozen texts are found by their index; working copies change at every save and are read.
    """
    cited = CitedWork.objects.filter(kind=kind, value=value)
    is_live = Q(revision__publications__status=PublicationStatus.LIVE)
    is_open = Q(revision__submissions__state__in=OPEN_STATES)
    found = set(cited.filter(is_live | is_open).values_list("revision__article_id", flat=True))
    drafts = Article.objects.exclude(pk__in=found).values_list("pk", "references")
    found |= {
        pk
        for pk, references in drafts.iterator()
        if any((work.kind, work.value) == (kind, value) for work in identified(references))
    }
    return list(Article.objects.filter(pk__in=found).order_by("pk"))


def retracted_among(references: Sequence[Mapping[str, Any]]) -> dict[str, RetractedWork]:
    """Return the works of a reference list that are marked as retracted, by the reference's id."""
    works = identified(references)
    wanted = {(work.kind, work.value) for work in works}
    if not wanted:
        return {}
    values = {value for _, value in wanted}
    marked = {
        (work.kind, work.value): work for work in RetractedWork.objects.filter(value__in=values)
    }
    return {
        work.key: marked[work.kind, work.value]
        for work in works
        if (work.kind, work.value) in marked
    }


def known_retractions(references: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return what is known of each retracted reference, by its id, as the checks want it."""
    return {key: work.reason for key, work in retracted_among(references).items()}


def open_citation_tasks() -> QuerySet[CitationTask]:
    """Return what the desk has yet to decide, oldest first."""
    return CitationTask.objects.filter(closed_at=None).select_related("work", "article")
