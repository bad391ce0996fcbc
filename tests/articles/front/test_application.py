"""Finished pages and what is said with them, beside what Django says."""

from __future__ import annotations

import gzip
import logging
from datetime import date, timedelta
from typing import Any

import brotli
import pytest
import zstandard
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from articles.front import application
from articles.front.request import decided
from articles.models import RenderedPage
from editorial.services import retract_publication
from tests.articles.front.asking import Asker
from tests.factories import Cast, draft, published

SITE = ("/feed.xml", "/sitemap.xml", "/robots.txt")
PAGES = ("/articles/x/", "/articles/x/plain/", "/articles/x/v/1/", *SITE)
#: What Django's development settings can't say.
PRODUCTION = {
    "SECURE_SSL_REDIRECT": True,
    "SECURE_HSTS_SECONDS": 31_536_000,
    "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"),
}


@pytest.fixture(autouse=True)
def _decided_anew() -> Any:
    decided.cache_clear()
    yield
    decided.cache_clear()


def by_django(ask: Asker, path: str, **headers: str) -> Any:
    """Let Django answer, as it does where no page is kept."""
    kept = list(RenderedPage.objects.filter(path=path))
    RenderedPage.objects.filter(path=path).delete()
    answer = ask(path, **headers)
    RenderedPage.objects.bulk_create(kept)
    assert answer.by_django
    return answer


@pytest.mark.parametrize("path", PAGES)
def test_both_ways_give_the_same_bytes_and_headers(ask: Asker, cast: Cast, path: str) -> None:
    published(cast, slug="x")
    front = ask(path)
    django = by_django(ask, path)
    assert not front.by_django
    assert front.code == django.code == 200
    assert front.body == django.body
    own = {"Last-Modified": front.headers["Last-Modified"], "Vary": "Accept-Encoding"}
    assert front.headers == {**django.headers, **own}


def test_one_read_of_one_public_table(ask: Asker, cast: Cast) -> None:
    published(cast, slug="x")
    ask("/articles/x/")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert ask("/articles/x/").code == 200
    (query,) = queries.captured_queries
    assert "FROM articles_renderedpage WHERE path" in query["sql"]
    if connection.vendor == "sqlite":
        plan = "EXPLAIN QUERY PLAN " + query["sql"]
        with connection.cursor() as cursor:
            cursor.execute(plan)
            (step,) = cursor.fetchall()
        assert "USING INDEX" in step[-1]


def test_security_headers_of_readers_pages(ask: Asker, cast: Cast) -> None:
    published(cast, slug="x")
    headers = ask("/articles/x/").headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Cache-Control"] == "no-cache, public"
    assert not {"Set-Cookie", "Strict-Transport-Security"} & headers.keys()


@pytest.mark.django_db
def test_pages_by_django_are_compressed() -> None:
    whole = Client().get("/").content
    response = Client().get("/", headers={"Accept-Encoding": "gzip"})
    assert (response["Content-Encoding"], response["Vary"]) == ("gzip", "Accept-Encoding")
    assert gzip.decompress(response.content) == whole
    known = {"Accept-Encoding": "gzip", "If-None-Match": response["ETag"]}
    assert Client().get("/", headers=known).status_code == 304


@pytest.mark.django_db
def test_static_files_have_the_security_headers() -> None:
    response = Client().get("/static/site.css")
    headers = response.headers
    response.close()
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in headers


def test_production_redirects_to_https_and_says_hsts(ask: Asker, cast: Cast) -> None:
    published(cast, slug="x")
    with override_settings(**PRODUCTION):
        ask.django.load_middleware()
        redirect = ask("/articles/x/")
        assert (redirect.code, redirect.by_django) == (301, True)
        assert redirect.headers["Location"].startswith("https://")
        assert ask("/articles/x/", x_forwarded_proto="http").code == 301
        page = ask("/articles/x/", x_forwarded_proto="https")
        assert not page.by_django
        assert page.headers["Strict-Transport-Security"] == "max-age=31536000"
        django = by_django(ask, "/articles/x/", x_forwarded_proto="https")
        assert page.headers.keys() - django.headers.keys() == {"Last-Modified"}


@pytest.mark.parametrize("host", ["evil.example", "", "127.0.0.1.evil.example", "a b", "[::1"])
def test_hosts_that_are_not_ours_are_refused_by_django(ask: Asker, cast: Cast, host: str) -> None:
    published(cast, slug="x")
    answer = ask("/articles/x/", host=host)
    assert answer.by_django
    assert answer.code == 400


@pytest.mark.parametrize(
    ("method", "path", "query"),
    [
        ("POST", "/articles/x/", ""),
        ("OPTIONS", "/articles/x/", ""),
        ("GET", "/articles/x/", "page=2"),
        ("GET", "/articles/x", ""),
        ("GET", "/", ""),
        ("GET", "/articles/", ""),
        ("GET", "/articles/never/", ""),
        ("GET", "/articles/x/v/2/", ""),
        ("GET", "/pending/x/", ""),
    ],
)
def test_everything_else_is_django_s(
    ask: Asker, cast: Cast, method: str, path: str, query: str
) -> None:
    published(cast, slug="x")
    assert ask(path, method, query).by_django


def test_head_says_what_get_would(ask: Asker, cast: Cast) -> None:
    published(cast, slug="x")
    get, head = ask("/articles/x/"), ask("/articles/x/", "HEAD")
    assert (head.status, head.headers, head.body) == (get.status, get.headers, b"")


def test_codings(ask: Asker, cast: Cast) -> None:
    published(cast, slug="x")
    plain = ask("/articles/x/")
    assert "Content-Encoding" not in plain.headers
    undo = {
        "br": brotli.decompress,
        "gzip": gzip.decompress,
        "zstd": zstandard.ZstdDecompressor().decompress,
    }
    tags = {plain.headers["ETag"]}
    for coding, decompress in undo.items():
        answer = ask("/articles/x/", accept_encoding=coding)
        assert answer.headers["Content-Encoding"] == coding
        assert answer.headers["Content-Length"] == str(len(answer.body))
        assert decompress(answer.body) == plain.body
        assert len(answer.body) < len(plain.body) / 2
        assert answer.headers["Vary"] == "Accept-Encoding"
        tags.add(answer.headers["ETag"])
    assert len(tags) == 4


def test_not_modified(ask: Asker, cast: Cast) -> None:
    publication = published(cast, slug="x")
    page = ask("/articles/x/", accept_encoding="br")
    tag, when = page.headers["ETag"], page.headers["Last-Modified"]
    for asked in ({"if_none_match": tag}, {"if_modified_since": when}):
        known = ask("/articles/x/", accept_encoding="br", **asked)
        assert (known.code, known.body) == (304, b"")
        assert known.headers["ETag"] == tag
        assert "Content-Type" not in known.headers
    assert ask("/articles/x/", accept_encoding="gzip", if_none_match=tag).code == 200
    retract_publication(acting_user=cast.editor, publication=publication, reason="Wrong.")
    for asked in ({"if_none_match": tag}, {"if_modified_since": when}):
        now = ask("/articles/x/", accept_encoding="br", **asked)
        assert now.code == 200, "the same second must not hide the change"
        assert b"RETRACTED" in brotli.decompress(now.body)


def test_a_change_shows_at_the_next_request(ask: Asker, cast: Cast) -> None:
    publication = published(cast, slug="x")
    assert b"RETRACTED" not in ask("/articles/x/").body
    retract_publication(acting_user=cast.editor, publication=publication, reason="Wrong.")
    for path in ("/articles/x/", "/articles/x/plain/", "/articles/x/v/1/"):
        answer = ask(path)
        assert not answer.by_django
        assert b"RETRACTED" in answer.body
    again = draft(cast, title="A better text", slug="y")
    published(cast, again)
    assert b"A better text" in ask("/feed.xml").body


def test_a_removed_text_is_in_no_kept_page(ask: Asker, cast: Cast) -> None:
    publication = published(cast, slug="x")
    retract_publication(
        acting_user=cast.editor, publication=publication, reason="Harmful.", remove_text=True
    )
    for page in RenderedPage.objects.all():
        assert b"Below 20: ask a nephrologist" not in bytes(page.identity)


def test_overdue_on_the_day(ask: Asker, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    publication = published(cast, slug="x")
    due = publication.next_review_due
    for day, overdue in ((due, False), (due + timedelta(days=1), True)):
        seconds = (day - date(1970, 1, 1)).days * application.SECONDS_OF_A_DAY
        for moment in (seconds, seconds + application.SECONDS_OF_A_DAY - 1):
            monkeypatch.setattr(application.time, "time", lambda at=moment: float(at))
            for path in ("/articles/x/", "/articles/x/plain/"):
                answer = ask(path)
                assert not answer.by_django
                assert (b"Review overdue" in answer.body) is overdue
    monkeypatch.undo()


def test_pages_of_other_templates_are_not_sent(
    ask: Asker, cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    published(cast, slug="x")
    RenderedPage.objects.update(version="of-yesterday", identity=b"Stale markup")
    with caplog.at_level(logging.WARNING):
        for _ in range(2):
            answer = ask("/articles/x/")
            assert answer.by_django
            assert b"Stale markup" not in answer.body
    assert caplog.text.count("Run manage.py render_pages") == 1


def test_debug_leaves_everything_to_django(ask: Asker, cast: Cast) -> None:
    published(cast, slug="x")
    with override_settings(DEBUG=True):
        assert ask("/articles/x/").by_django
