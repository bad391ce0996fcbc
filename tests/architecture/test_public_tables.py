"""What readers' pages ask of the database: public tables and nothing else."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern

from articles.front.readers import statement
from articles.models import Notice
from articles.reader import urls
from tests.factories import Cast, draft, published, retracted, under_review

pytestmark = pytest.mark.django_db

PUBLIC = {
    "articles_member",
    "articles_member_publications",
    "articles_notice",
    "articles_publication",
    "articles_renderedpage",
    "articles_search",
    "articles_searchkey",
    "articles_searchword",
}
TABLE = re.compile(r'\b(?:FROM|JOIN|INTO|UPDATE)\s+"?([a-z_]+)"?', re.IGNORECASE)
#: What stands after FROM and is no table.
NO_TABLE = {"select", "unnest", "json_each", "newest"}


#: What a statement names for itself.
NAMED = re.compile(
    r"\b(?:WITH|WITH RECURSIVE|,)\s+([a-z_]+)(?:\s*\([^)]*\))?\s+AS\s+", re.IGNORECASE
)


def tables(sql: str) -> set[str]:
    own = {name.lower() for name in NAMED.findall(sql)}
    return {name.lower() for name in TABLE.findall(sql)} - NO_TABLE - own


def test_every_page_of_the_reader(client: Client, cast: Cast) -> None:
    publication = published(cast, slug="x")
    gone = retracted(cast, draft(cast, slug="y"))
    under_review(cast, draft(cast, slug="z"))
    notice = Notice.objects.get(publication=gone)
    values = {
        "slug": ["x", "y", "z", "nephrology", "nowhere"],
        "number": [0, 1],
        "older": [0, 1],
        "newer": [1, 2],
        "uid": [cast.board_one.uid, cast.board_two.uid],
        "ending": ["bib", "exe"],
        "pk": [notice.pk],
        "digest": [publication.digest],
    }
    asked, found = 0, set()
    for pattern in urls.urlpatterns:
        assert isinstance(pattern, URLPattern)
        route = f"/{pattern.pattern}"
        paths = [route]
        for name in pattern.pattern.converters:
            assert name in values, f"give this test a value for {name!r} of {route}"
            paths = [
                re.sub(rf"<(\w+:)?{name}>", str(value), path)
                for path in paths
                for value in values[name]
            ]
        for path in paths:
            with CaptureQueriesContext(connection) as queries:
                response = client.get(path, {"q": "kidneys gouty"})
            assert not response.cookies, f"{path} sets a cookie"
            assert "Cookie" not in response.get("Vary", "")
            asked += 1
            for query in queries:
                found |= tables(query["sql"])
                assert tables(query["sql"]) <= PUBLIC, path
                assert not query["sql"].lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))
    assert asked > 20
    assert {"articles_publication", "articles_notice", "articles_search"} <= found


def test_the_front() -> None:
    assert tables(statement("br", "?", "?")) == {"articles_renderedpage"}
