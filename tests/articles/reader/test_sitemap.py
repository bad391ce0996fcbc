"""The site map follows the protocol of sitemaps.org, in one piece or in sections."""

from __future__ import annotations

from datetime import datetime
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.test import Client

from articles import sections
from articles.models import Member, RenderedPage
from articles.reader import sitemap as module
from articles.services.pages import refresh_pages, render_site
from editorial.services import write_biography
from tests.factories import Cast, draft, published, retracted, under_review

pytestmark = pytest.mark.django_db

MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def fetch(client: Client, path: str = "/sitemap.xml") -> tuple[str, dict[str, str | None]]:
    """Return the root's name and lastmod by address, having checked the structure."""
    response = client.get(path)
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    root = ET.fromstring(response.content)
    name = root.tag.removeprefix(MAPS)
    child = {"urlset": "url", "sitemapindex": "sitemap"}[name]
    found: dict[str, str | None] = {}
    for element in root:
        assert element.tag == f"{MAPS}{child}"
        assert [part.tag.removeprefix(MAPS) for part in element] in (["loc"], ["loc", "lastmod"])
        address = element.findtext(f"{MAPS}loc") or ""
        assert address.startswith(f"{settings.SITE_URL}/")
        changed = element.findtext(f"{MAPS}lastmod")
        assert changed is None or datetime.fromisoformat(changed).tzinfo
        assert address not in found
        found[address.removeprefix(settings.SITE_URL)] = changed
    return name, found


def test_all_public_addresses_with_their_dates(client: Client, cast: Cast) -> None:
    live = published(cast, slug="x")
    published(cast, draft(cast, slug="only-for-clinicians", plain_text=""))
    gone = retracted(cast, draft(cast, slug="y"))
    under_review(cast, draft(cast, slug="pending"))
    name, found = fetch(client)
    assert name == "urlset"
    members = [path for path in found if path.startswith("/board/") and path != "/board/"]
    assert len(members) == 2
    notice = gone.notices.get()
    assert found[f"/notices/{notice.pk}/"] == notice.issued_at.isoformat(timespec="seconds")
    assert list(found) == [
        "/",
        "/articles/",
        "/specialties/",
        "/board/",
        "/editorial-policy/",
        "/specialties/nephrology/",
        *members,
        "/articles/only-for-clinicians/",
        "/articles/x/",
        "/articles/x/plain/",
        "/articles/y/",
        "/articles/y/plain/",
        f"/notices/{notice.pk}/",
    ]
    for path in found:
        assert client.get(path).status_code == 200
    assert found["/articles/x/"] == live.published_at.isoformat(timespec="seconds")
    assert gone.ended_at is not None
    ended = gone.ended_at.isoformat(timespec="seconds")
    assert found["/articles/y/"] == ended
    # What was retracted is gone from these lists as well.
    for path in ("/", "/articles/", "/specialties/", "/specialties/nephrology/", *members):
        assert found[path] == ended, path
    member = Member.objects.get(uid=cast.board_one.uid)
    write_biography(acting_user=cast.admin, member=member, biography="A nephrologist.")
    member.refresh_from_db()
    kept = RenderedPage.objects.get(path="/sitemap.xml").identity
    assert f"{member.as_of.isoformat(timespec='seconds')}</lastmod>" in bytes(kept).decode()


def test_a_large_site_has_sections(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    for imported in (sections, module):
        monkeypatch.setattr(imported, "SECTION", 1)
    one, two = published(cast, slug="x"), published(cast, draft(cast, slug="y"))
    render_site()
    name, found = fetch(client)
    assert name == "sitemapindex"
    mine, other = (f"/sitemap-{p.article_id}.xml" for p in (one, two))
    assert list(found) == ["/sitemap-0.xml", mine, other]
    assert all(found.values())
    assert list(fetch(client, mine)[1]) == ["/articles/x/", "/articles/x/plain/"]
    assert "/specialties/" in fetch(client, "/sitemap-0.xml")[1]
    assert client.get("/sitemap-999999.xml").status_code == 404
    # A publication writes its own section anew, and no other.
    RenderedPage.objects.filter(path__in=(mine, other)).update(etag="untouched")
    refresh_pages("x")
    assert RenderedPage.objects.get(etag="untouched").path == other


def test_robots(client: Client) -> None:
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    lines = response.content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert "Disallow: /admin/" in lines
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in lines
    # A crawler that may not open a pending page can't read that it should forget it.
    assert not any("pending" in line for line in lines)
