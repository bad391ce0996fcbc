"""Write the search index: live publications, and nothing that is not live.

Called where the finished pages are made, in the same transaction. The database does it by no
trigger: SQLite drops those when it rebuilds a table.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from articles.models import Publication, SearchKey, SearchWord
from articles.plaintext import plain_words
from articles.search_keys import keys_of
from articles.search_table import (
    CONFIG,
    HAS_PLAIN,
    TABLE,
    VECTORS,
    bare,
    facet,
    specialty_lexeme,
    window,
)
from articles.words import SHORTEST_OF_TEXTS, vocabulary

#: So many words are looked for in one query.
AT_ONCE = 500
_KEY = {"sqlite": "rowid", "postgresql": "publication_id"}

_SQLITE = (
    f"INSERT INTO {TABLE} (rowid, title, question, clinician, plain, facets)"  # noqa: S608 - constants
    " VALUES (%s, %s, %s, %s, %s, %s)"
)
_VECTOR = f"to_tsvector('{CONFIG}', %s)"
# Each text is taken apart once; OFFSET keeps the planner from doing it again for each use.
_POSTGRESQL = (
    f"INSERT INTO {TABLE} (publication_id, specialty_slug, title, question, clinician, plain,"  # noqa: S608 - constants
    f" {', '.join(VECTORS)}) SELECT %s, %s, %s, %s, %s, %s,"
    " h, h || c || p, h || c,"
    # A text that has no plain-language part is found by nobody who looks for one.
    " CASE WHEN has_plain THEN h || p ELSE ''::tsvector END FROM"
    f" (SELECT setweight({_VECTOR}, 'A') || setweight({_VECTOR}, 'B')"
    " || array_to_tsvector(%s::text[]) AS h,"
    f" setweight({_VECTOR}, 'D') AS c, setweight({_VECTOR}, 'D') AS p,"
    " %s AS has_plain OFFSET 0) AS vectors"
)


def index_article(slug: str) -> None:
    """Put the live publication of an article into the index, and take out what was there of it."""
    publications = Publication.objects.filter(slug=slug)
    with connection.cursor() as cursor:
        for pk in publications.values_list("pk", flat=True):
            key = _KEY[connection.vendor]
            cursor.execute(f"DELETE FROM {TABLE} WHERE {key} = %s", [pk])  # noqa: S608 - constants
    SearchKey.objects.filter(publication__in=publications.values("pk")).delete()
    index_publications(publications.live())


def index_publications(publications: Iterable[Publication]) -> None:
    """Add publications of which nothing is in the index."""
    row, sql = (_row_sqlite, _SQLITE) if connection.vendor == "sqlite" else (_row_pg, _POSTGRESQL)
    heads: set[str] = set()
    words: set[str] = set()
    with connection.cursor() as cursor:
        for publication in publications:
            title, question, *texts = _texts(publication)
            cursor.execute(sql, row(publication, title, question, *texts))
            heads |= vocabulary((title, question))
            words |= vocabulary(texts, SHORTEST_OF_TEXTS)
            SearchKey.objects.bulk_create(_keys(publication))
    _add_words(heads, words)


def _add_words(heads: set[str], words: set[str]) -> None:
    # In one order, so that two publications at a time can't wait for each other.
    lines = [SearchWord(word=word, titled=word in heads) for word in sorted(heads | words)]
    SearchWord.objects.bulk_create(lines, ignore_conflicts=True)
    titled = sorted(heads)
    for at in range(0, len(titled), AT_ONCE):
        some = SearchWord.objects.filter(word__in=titled[at : at + AT_ONCE], titled=False)
        rows = some.order_by("word").select_for_update().values_list("pk", flat=True)
        SearchWord.objects.filter(pk__in=list(rows)).update(titled=True)


def clear_index() -> None:
    """Empty the index and its words."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE}")  # noqa: S608 - constants
    SearchKey.objects.all().delete()
    SearchWord.objects.all().delete()


def _keys(publication: Publication) -> list[SearchKey]:
    members = {str(uid): pk for pk, uid in publication.members.values_list("pk", "uid")}
    found = keys_of(publication.slug, publication.digest, publication.document, publication.signers)
    return [
        SearchKey(
            key=one.key,
            kind=one.kind,
            publication=publication,
            place=publication.pk,
            member_id=members.get(one.person),
        )
        for one in found
    ]


def _texts(publication: Publication) -> tuple[str, str, str, str]:
    clinician, plain = plain_words(publication.html), plain_words(publication.plain_html)
    return publication.title, publication.question, clinician, plain


def _row_sqlite(publication: Publication, *texts: str) -> list[int | str]:
    facets = facet(publication.specialty_slug)
    if publication.plain_html:
        facets += f" {HAS_PLAIN}"
    return [publication.pk, *texts, facets]


def _row_pg(publication: Publication, *texts: str) -> list[int | str | list[str]]:
    facets = [window(publication.pk), specialty_lexeme(publication.specialty_slug)]
    title, question, clinician, plain = (bare(text) for text in texts)
    return [
        publication.pk,
        publication.specialty_slug,
        *texts,
        title,
        question,
        facets,
        clinician,
        plain,
        bool(plain),
    ]
