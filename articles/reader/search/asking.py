"""What a question's words lead to: the texts that may answer it, and how telling each word is."""

from __future__ import annotations

from collections.abc import Sequence

from articles.models.publication import Publication
from articles.reader.search.finding import index
from articles.reader.search.synonyms import Term

#: What is in so many texts is as frequent as any: more are not counted.
ENOUGH = 200
ANYWHERE = {"specialty": "", "audience": ""}
#: What is asked of a text is in its two parts: the rest is long, too.
UNREAD = ("content", "references_html", "toc", "reviewers")


def rarity(terms: Sequence[Term]) -> tuple[list[int], int]:
    """Return in how many texts each term is, and how many texts there are, up to enough."""
    counts = [index().frequency(term, ENOUGH) for term in terms]
    return counts, Publication.objects.live()[:ENOUGH].count()


def related(wanted: Sequence[Sequence[Term]], most: int) -> list[Publication]:
    """Return the live texts that have all of the first terms, then of the next, best first."""
    ids = list(
        dict.fromkeys(
            pk
            for terms in wanted
            for pk in index().candidates(terms, every=True, **ANYWHERE)[0][:most]
        )
    )[:most]
    rows = (
        Publication.objects.live()
        .filter(pk__in=ids)
        .defer(*UNREAD)
        .prefetch_related("notices")
        .order_by()
    )
    found = {row.pk: row for row in rows}
    return [found[pk] for pk in ids if pk in found]
