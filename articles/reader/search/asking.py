"""What a question's words lead to: the texts that may answer it, and how telling each word is."""

from __future__ import annotations

from collections.abc import Sequence

from articles.models.publication import Publication
from articles.reader.search.finding import index
from articles.reader.search.synonyms import plainly

#: A word of so many texts is as frequent as any: more are not counted.
ENOUGH = 200
ANYWHERE = {"specialty": "", "audience": ""}
#: What is asked of a text is in its two parts: the rest is long, too.
UNREAD = ("content", "references_html", "toc", "reviewers")


def rarity(words: Sequence[str]) -> tuple[dict[str, int], int]:
    """Return in how many texts each word is, and how many texts there are, up to enough."""
    counts = {word: index().frequency(word, ENOUGH) for word in words}
    return counts, Publication.objects.live()[:ENOUGH].count()


def related(words: Sequence[str], most: int) -> list[Publication]:
    """Return the live texts that have all of the words or else some, best first."""
    ids = list(
        dict.fromkeys(
            pk
            for every in (True, False)
            for pk in index().candidates(plainly(words), every=every, **ANYWHERE)[0][:most]
        )
    )[:most]
    rows = Publication.objects.live().filter(pk__in=ids).defer(*UNREAD).order_by()
    found = {row.pk: row for row in rows}
    return [found[pk] for pk in ids if pk in found]
