"""Fill a database: `python -m benchmarks.fill COUNT`, with DATABASE_URL.

The page that is measured is published by the office's own services. The others are copied beside
it by SQL, with texts, finished pages and search entries of their own, because a hundred thousand
reviews would take a day; the guards are lifted for that and put back. On PostgreSQL the search
indexes are dropped meanwhile and built at the end, and several processes write.

A database that has them already is only brought up to date: the measured page is made anew.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "editorial.config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402 - needs the settings
from django.db import connection, transaction  # noqa: E402 - needs the settings

from accounts import guards  # noqa: E402 - needs the settings
from articles.compression import compressed  # noqa: E402 - needs the settings
from articles.models import Article, Publication, RenderedPage, Revision  # noqa: E402 - needs the settings
from articles.page_version import page_version  # noqa: E402 - needs the settings
from articles.search_table import TABLE, VECTORS  # noqa: E402 - needs the settings
from articles.services.indexing import index_publications  # noqa: E402 - needs the settings
from articles.services.pages import ALWAYS  # noqa: E402 - needs the settings
from benchmarks.databases import SLUG  # noqa: E402 - needs the settings
from benchmarks.words import Language  # noqa: E402 - needs the settings
from editorial.services.rendering import render_batch, render_site_pages  # noqa: E402 - needs the settings

BATCH, WRITERS = 1_000, 4
CLINICIAN_WORDS, PLAIN_WORDS = 400, 100
SPECIALTIES = 8


def main(count: int) -> None:
    """Load the demo and add publications until there are so many."""
    if not Publication.objects.filter(slug=SLUG).exists():
        call_command("seed", verbosity=0, stdout=sys.stderr)
    there = Publication.objects.count()
    if there < count:
        guards.lift(connection)
        with _search_indexes_later():
            _add_up_to(there, count)
        guards.install(connection)
        _tidy()
    render_batch([SLUG])
    render_site_pages()


def _add_up_to(there: int, count: int) -> None:
    """Add them in batches: on PostgreSQL by several processes, SQLite has room for one writer."""
    batches = [range(at, min(at + BATCH, count)) for at in range(there, count, BATCH)]
    writers = 1 if connection.vendor == "sqlite" else WRITERS
    connection.close()
    with ProcessPoolExecutor(writers, mp_context=get_context("spawn")) as pool:
        for done in pool.map(_add, batches):
            print(f"{done:,} of {count:,}", file=sys.stderr)


@contextmanager
def _search_indexes_later() -> Iterator[None]:
    """Build PostgreSQL's indexes on texts when all the rows are there."""
    if connection.vendor == "sqlite":
        yield
        return
    _execute(*(f"DROP INDEX IF EXISTS {TABLE}_{column}" for column in VECTORS))
    yield
    _execute(
        "SET maintenance_work_mem = '512MB'",
        *(f"CREATE INDEX {TABLE}_{name} ON {TABLE} USING gin ({name})" for name in VECTORS),
    )


def _execute(*statements: str) -> None:
    with connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql)


def _tidy() -> None:
    """Leave the tables as they are after some time of use."""
    if connection.vendor == "sqlite":
        # One piece of index; the database does it by itself in the end.
        _execute("ANALYZE", f"INSERT INTO {TABLE} ({TABLE}) VALUES ('optimize')")
    else:
        _execute("VACUUM ANALYZE")


@transaction.atomic
def _add(numbers: range) -> int:
    """Copy the model once for each number, with words of its own; return the last number."""
    model = Publication.objects.live().get(slug=SLUG)
    language = Language(seed=numbers.start)
    articles = [_article(model, number) for number in numbers]
    Article.objects.bulk_create(articles)
    revisions = [_revision(model, article, language) for article in articles]
    Revision.objects.bulk_create(revisions)
    publications = [_publication(model, revision) for revision in revisions]
    Publication.objects.bulk_create(publications)
    # One body's compression for all of a batch: these pages are there to be many, not to be read.
    codings = compressed(_body(publications[0]))
    RenderedPage.objects.bulk_create(_page(publication, codings) for publication in publications)
    index_publications(publications)
    return numbers.stop


def _plain(row: Any) -> dict[str, Any]:
    """Return the columns of a row, without its key and relations to many."""
    return {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.name != "id"}


def _article(model: Publication, number: int) -> Article:
    values = _plain(model.article) | {"slug": f"filler-{number}"}
    del values["uid"]
    return Article(**values)


def _revision(model: Publication, article: Article, language: Language) -> Revision:
    title, clinician, plain = language.text(8), *map(language.text, (CLINICIAN_WORDS, PLAIN_WORDS))
    question = f"{language.text(6)}?"
    html, plain_html = f"<h2>{title}</h2>\n<p>{clinician}</p>", f"<p>{plain}</p>"
    document = model.document | {"title": title, "question": question, "references": []}
    document |= {"clinician": clinician, "plain": plain}
    document["specialty"] = {"slug": f"specialty-{article.pk % SPECIALTIES}", "name": "Specialty"}
    own = {"article_id": article.pk, "title": title, "question": question, "html": html}
    own |= {"plain_html": plain_html, "content": json.dumps(document), "references_html": ""}
    own |= {"toc": "[]", "digest": f"{article.pk:064x}"}
    return Revision(**(_plain(model.revision) | own))


def _publication(model: Publication, revision: Revision) -> Publication:
    shared = {name: value for name, value in _plain(revision).items() if name in _COLUMNS}
    specialty = revision.document["specialty"]
    at = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=revision.article_id)
    own = {"article_id": revision.article_id, "revision_id": revision.pk, "published_at": at}
    own |= {"slug": f"filler-{revision.article_id}", "specialty_slug": specialty["slug"]}
    own |= {"specialty_name": f"Specialty {specialty['slug'][-1]}"}
    return Publication(**(_plain(model) | shared | own))


def _page(publication: Publication, codings: dict[str, bytes]) -> RenderedPage:
    return RenderedPage(
        path=f"/articles/{publication.slug}/",
        since=ALWAYS,
        slug=publication.slug,
        version=page_version(),
        content_type="text/html; charset=utf-8",
        etag=publication.digest[:32],
        last_modified="Wed, 25 Nov 2026 12:00:00 GMT",
        identity=_body(publication),
        **codings,
    )


def _body(publication: Publication) -> bytes:
    return f"<!doctype html><title>{publication.title}</title>{publication.html}".encode()


_COLUMNS = {f.attname for f in Publication._meta.concrete_fields}

if __name__ == "__main__":
    main(int(sys.argv[1]))
