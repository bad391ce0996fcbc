"""The feed is Atom (RFC 4287), and tells of texts and notices."""

from __future__ import annotations

from datetime import datetime
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.test import Client

from articles.enums import NoticeKind
from articles.reader import feed as module
from editorial.services import retract_publication, save_article
from tests.articles.reader.reading import public_sql
from tests.factories import Cast, complete, draft, published, retracted, under_review

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def fetch(client: Client) -> ET.Element:
    response = client.get("/feed.xml")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(response.content)


def check_structure(feed: ET.Element) -> None:
    """Check what RFC 4287 asks of a feed and its entries (4.1.1, 4.1.2)."""
    assert feed.tag == f"{ATOM}feed"
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1, name
        moment = datetime.fromisoformat(element.findtext(f"{ATOM}updated") or "")
        assert moment.tzinfo is not None
        assert element.find(f"{ATOM}author/{ATOM}name") is not None
        links = element.findall(f"{ATOM}link")
        alternates = [link for link in links if link.get("rel") == "alternate"]
        assert len(alternates) == 1
        assert all((link.get("href") or "").startswith(settings.SITE_URL) for link in links)
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids)
    assert sum(link.get("rel") == "self" for link in feed.findall(f"{ATOM}link")) == 1


def titles(feed: ET.Element) -> list[str | None]:
    return [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")]


def test_an_empty_feed_is_a_feed(client: Client) -> None:
    feed = fetch(client)
    check_structure(feed)
    assert titles(feed) == []


def test_new_texts_new_versions_and_notices(client: Client, cast: Cast) -> None:
    article = draft(cast, slug="x", title="The first title")
    first = published(cast, article)
    published(cast, draft(cast, slug="y", title="Another text"))
    under_review(cast, draft(cast, slug="z", title="A pending text"))
    feed = fetch(client)
    check_structure(feed)
    assert titles(feed) == ["Another text", "The first title"]
    changes = complete(cast.specialty, title="The second title")
    save_article(acting_user=cast.author, article=article, changes=changes)
    retraction = retracted(cast, article)
    feed = fetch(client)
    check_structure(feed)
    told = titles(feed)
    assert sorted(map(str, told[:2])) == [
        "RETRACTED: The second title",
        "Retraction: The second title",
    ]
    assert told[2:] == ["Another text"]
    by_title = {e.findtext(f"{ATOM}title"): e for e in feed.findall(f"{ATOM}entry")}
    entry = by_title["Retraction: The second title"]
    notice = retraction.notices.get()
    # Who follows the feed keeps the entry under its id: it is told anew, not taken away.
    own = by_title["RETRACTED: The second title"]
    assert own.findtext(f"{ATOM}id") == f"{settings.SITE_URL}/articles/x/"
    assert own.findtext(f"{ATOM}updated") == notice.issued_at.isoformat()
    assert own.findtext(f"{ATOM}published") == first.published_at.isoformat()
    assert "This article was retracted on" in (own.findtext(f"{ATOM}summary") or "")
    assert entry.findtext(f"{ATOM}id") == f"{settings.SITE_URL}/notices/{notice.pk}/"
    assert entry.findtext(f"{ATOM}summary") == notice.reason
    assert first.published_at < retraction.published_at


def test_what_is_published_again_has_one_entry(client: Client, cast: Cast) -> None:
    article = draft(cast, slug="x", title="The first title")
    first = published(cast, article)
    retract_publication(
        acting_user=cast.editor, publication=first, reason="Wrong.", kind=NoticeKind.WITHDRAWAL
    )
    assert "WITHDRAWN: The first title" in titles(fetch(client))
    changes = complete(cast.specialty, title="The second title")
    save_article(acting_user=cast.author, article=article, changes=changes)
    published(cast, article)
    with public_sql(queries=3):
        feed = fetch(client)
    check_structure(feed)
    assert titles(feed) == ["The second title", "Withdrawal: The first title"]


def test_hostile_text_stays_text(client: Client, cast: Cast) -> None:
    title = "]]><script>alert(1)</script> & “more” &amp; 'that'"
    published(cast, slug="x", title=title)
    feed = fetch(client)
    check_structure(feed)
    assert titles(feed) == [title]


def test_only_the_newest(client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    published(cast, slug="x", title="Old")
    published(cast, draft(cast, slug="y", title="New"))
    monkeypatch.setattr(module, "ENTRIES", 1)
    assert titles(fetch(client)) == ["New"]
