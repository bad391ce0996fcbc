"""The front's own connection, on committed rows."""

from __future__ import annotations

import sqlite3
from datetime import date

import psycopg
import pytest
from django.db import connection, transaction

from articles.front.readers import Page, statement
from articles.front.store import Store
from articles.models import RenderedPage

pytestmark = pytest.mark.django_db(transaction=True)

DAY = date(2026, 11, 25)


def keep(since: date, body: bytes = b"page") -> RenderedPage:
    values = dict.fromkeys(("br", "gzip", "zstd", "identity"), body)
    return RenderedPage.objects.create(
        path="/articles/x/",
        since=since,
        slug="x",
        version="v",
        content_type="text/html",
        etag="e",
        last_modified="Wed, 25 Nov 2026 16:02:45 GMT",
        **values,
    )


@pytest.fixture
def store() -> Store:
    store = Store()
    yield store
    store.close()


def ask(store: Store, day: date = DAY) -> Page | None:
    return store.read("/articles/x/", "br", (day - date(1970, 1, 1)).days)


def read(store: Store, day: date = DAY) -> bytes | None:
    page = ask(store, day)
    return page and page[-1]


def test_reads_what_was_committed_and_nothing_else(store: Store) -> None:
    assert read(store) is None
    with transaction.atomic():
        page = keep(date(2000, 1, 1))
        assert read(store) is None
    assert ask(store) == (
        "v",
        "e",
        "Wed, 25 Nov 2026 16:02:45 GMT",
        "text/html",
        b"page",
    )
    RenderedPage.objects.filter(pk=page.pk).update(br=b"changed")
    assert read(store) == b"changed"
    page.delete()
    assert read(store) is None


def test_the_day_chooses(store: Store) -> None:
    keep(date(2000, 1, 1), b"in time")
    keep(DAY, b"overdue")
    assert read(store, date(2026, 11, 24)) == b"in time"
    assert read(store, DAY) == read(store, date(2027, 1, 1)) == b"overdue"


def test_the_connection_can_not_write(store: Store) -> None:
    read(store)
    with pytest.raises((sqlite3.OperationalError, psycopg.errors.ReadOnlySqlTransaction)):
        store._mine.reader.connection.execute("DELETE FROM articles_renderedpage")


def test_a_lost_connection_is_opened_anew(store: Store) -> None:
    keep(date(2000, 1, 1))
    read(store)
    store._mine.reader.connection.close()
    assert read(store) == b"page"


def test_a_database_that_is_not_there_is_an_error(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(connection.settings_dict, "NAME", "/nowhere/at-all")
    with pytest.raises((sqlite3.Error, psycopg.Error)):
        read(store)


def test_codings_are_a_closed_list() -> None:
    with pytest.raises(ValueError, match="not kept"):
        statement("br FROM accounts_user --", "?", "?")


def test_an_address_ends_where_it_ends(store: Store) -> None:
    keep(date(2000, 1, 1))
    assert store.read("/articles/x/\0more", "br", 20_000) is None
    assert read(store) == b"page"


def test_a_statement_that_fails_is_an_error_and_the_next_works(store: Store) -> None:
    keep(date(2000, 1, 1))
    read(store)
    with pytest.raises((KeyError, sqlite3.Error, psycopg.Error)):
        store.read("/articles/x/", "no such coding", 20_000)
    assert read(store) == b"page"
