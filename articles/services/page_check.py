"""Find finished pages that are not what was published.

Readers get the bytes of these rows, so they are held against what Django's own views make of the
publications, byte for byte, and each compressed form against the bytes as they are. The database
guards no page, because each deploy makes them anew: this is what finds a changed one.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterable
from typing import Any

import brotli
import zstandard
from django.db.models import Q
from django.utils.http import http_date, parse_http_date_safe

from articles.caching import body_tag
from articles.models import Publication, RenderedPage
from articles.page_version import page_version
from articles.services.pages import Answer, article_answers, site_answers

#: What a publication whose columns were changed makes of its view.
UNRENDERABLE = (ValueError, LookupError, TypeError, AttributeError, RuntimeError)
UNREADABLE = (brotli.error, zstandard.ZstdError, zlib.error, OSError, EOFError)


def article_page_problems(slug: str) -> list[str]:
    """Return what is wrong with the finished pages of an article, a sentence a row."""
    return _said_twice(lambda: _of_article(slug))


def site_page_problems() -> list[str]:
    """Return what is wrong with the pages of the site, and which belong to no publication."""
    return _said_twice(_of_site)


def _said_twice(find: Callable[[], list[str]]) -> list[str]:
    """Look again where something is wrong: an act may have come between two of the reads."""
    first = find()
    return [problem for problem in find() if problem in first] if first else []


def _of_article(slug: str) -> list[str]:
    try:
        answers = article_answers(slug)
    except UNRENDERABLE as error:
        return [f"its pages can't be made of its publications: {error!r}"]
    rows = list(
        RenderedPage.objects.filter(
            Q(slug=slug) | Q(path__in={answer.path for answer in answers})
        ).order_by("path", "since")
    )
    frozen = Publication.objects.filter(slug=slug)
    texts = {
        text.encode()
        for columns in frozen.values_list("html", "plain_html", "references_html")
        for text in columns
        if text
    }
    problems = [_first_problem(row, slug, answers, texts) for row in rows]
    found = [problem for problem in problems if problem]
    there = {row.path for row in rows}
    missing = {answer.path for answer in answers} - there
    if Publication.objects.live().filter(slug=slug).exists():
        found += [f"{_table()}: {path} is missing" for path in sorted(missing)]
    return found


def _of_site() -> list[str]:
    try:
        answers = site_answers()
    except UNRENDERABLE as error:
        return [f"the pages of the site can't be made: {error!r}"]
    public = Publication.objects.order_by().values("slug")
    rows = RenderedPage.objects.exclude(slug__in=public).order_by("path", "since")
    problems = [_first_problem(row, "", answers, ()) for row in rows.iterator(chunk_size=100)]
    return [problem for problem in problems if problem]


def _first_problem(
    row: RenderedPage, slug: str, answers: list[Answer], texts: Iterable[bytes]
) -> str | None:
    """Return the row and what is wrong with it, or None."""
    body = _bytes(row.identity)
    said = (
        _misplaced(row, slug, answers)
        or _changed(row, body, answers, texts)
        or _packed_otherwise(row, body)
        or _sent_otherwise(row, body)
    )
    return f"{_table()} {row.pk} ({row.path} from {row.since}): {said}" if said else None


def _misplaced(row: RenderedPage, slug: str, answers: list[Answer]) -> str | None:
    if row.slug != slug:
        return f"it is filed under “{row.slug}”"
    days = [answer.since for answer in answers if answer.path == row.path]
    current = row.version == page_version()
    if not days and (slug or current):
        return "nothing that was published is at this address"
    if current and row.since not in days:
        return "what was published does not change on this day"
    return None


def _changed(
    row: RenderedPage, body: bytes, answers: list[Answer], texts: Iterable[bytes]
) -> str | None:
    """Hold the page against the view; one of other templates against the texts in it."""
    here = [answer for answer in answers if answer.path == row.path]
    if row.version == page_version():
        (answer,) = (answer for answer in here if answer.since == row.since)
        if body != answer.body:
            return "the page is not what its publication makes of it"
        if row.content_type != answer.content_type:
            return f"content_type is {row.content_type!r}"
        return None
    for text in texts:
        if any(text in answer.body for answer in here) and text not in body:
            return "the published text does not stand in it"
    return None


def _packed_otherwise(row: RenderedPage, body: bytes) -> str | None:
    for coding, unpack in UNPACK.items():
        try:
            same = unpack(_bytes(getattr(row, coding))) == body
        except UNREADABLE:
            same = False
        if not same:
            return f"the {coding} form is not the page"
    return None


def _sent_otherwise(row: RenderedPage, body: bytes) -> str | None:
    if row.etag != body_tag(body):
        return f"etag is {row.etag!r}"
    moment = parse_http_date_safe(row.last_modified)
    if moment is None or http_date(moment) != row.last_modified:
        return f"last_modified is {row.last_modified!r}"
    return None


def _unzstd(packed: bytes) -> bytes:
    # By itself it ends with the first frame, where a browser reads on.
    whole: bytes = zstandard.ZstdDecompressor().decompress(packed, allow_extra_data=False)
    return whole


UNPACK: dict[str, Callable[[bytes], bytes]] = {
    "br": brotli.decompress,
    "zstd": _unzstd,
    "gzip": gzip.decompress,
}


def _bytes(value: Any) -> bytes:
    """Return a column's bytes. SQLite keeps text in any column: the front would send no such."""
    return b"" if isinstance(value, str) else bytes(value)


def _table() -> str:
    return RenderedPage._meta.db_table
