"""JSON-LD of every state: parsed, and compared with what was signed."""

from __future__ import annotations

import json
from datetime import datetime
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from django.conf import settings
from django.test import Client
from PIL import Image

from articles.enums import NoticeKind
from articles.models import Publication
from articles.reader.structured import SPECIALTIES
from editorial.models import Signature
from editorial.services import grant_early_access, issue_notice, retract_publication, save_article
from tests.factories import Cast, complete, draft, published, retracted, under_review

pytestmark = pytest.mark.django_db

#: The properties of schema.org's MedicalWebPage, and those it inherits, that we use.
PROPERTIES = {
    "@context",
    "@type",
    "@id",
    "url",
    "name",
    "headline",
    "description",
    "inLanguage",
    "isAccessibleForFree",
    "version",
    "creativeWorkStatus",
    "datePublished",
    "dateModified",
    "lastReviewed",
    "reviewedBy",
    "author",
    "publisher",
    "medicalAudience",
    "citation",
    "specialty",
    "correction",
}
REQUIRED = PROPERTIES - {"specialty", "correction"}


class Head(HTMLParser):
    """The parts of a page's head that are for machines."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self.meta: dict[str, str] = {}
        self.canonical: list[str] = []
        self.inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.inside = tag == "script" and values.get("type") == "application/ld+json"
        if self.inside:
            self.blocks.append("")
        if tag == "meta":
            name = values.get("property") or values.get("name", "")
            assert name in ("", "robots") or name not in self.meta, name
            self.meta[name] = values.get("content", "")
        if tag == "link" and values.get("rel") == "canonical":
            self.canonical.append(values["href"])

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.blocks[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self.inside = False


def fetch(client: Client, path: str) -> tuple[dict[str, Any], Head]:
    response = client.get(path)
    assert response.status_code == 200
    head = Head(response.content.decode())
    (block,) = head.blocks
    data = json.loads(block)
    check_structure(data)
    return data, head


def check_structure(data: dict[str, Any]) -> None:
    """Check types and enumerations."""
    assert data["@context"] == "https://schema.org"
    assert data["@type"] == "MedicalWebPage"
    assert REQUIRED <= data.keys() <= PROPERTIES
    assert data["creativeWorkStatus"] in ("Published", "Superseded", "Retracted", "Withdrawn")
    if "specialty" in data:
        assert data["specialty"].removeprefix("https://schema.org/") in SPECIALTIES
    for person in (*data["reviewedBy"], *data["author"]):
        assert person["@type"] == "Person"
        assert person["name"]
    audiences = data["medicalAudience"]
    for audience in audiences if isinstance(audiences, list) else [audiences]:
        assert audience in ("https://schema.org/Clinician", {"@type": "Patient"})
    for name in ("datePublished", "dateModified"):
        assert datetime.fromisoformat(data[name]).tzinfo
    for notice in data.get("correction", ()):
        assert notice["@type"] == "CorrectionComment"
    for work in data["citation"]:
        assert work["@type"] in ("ScholarlyArticle", "Book", "CreativeWork")
    assert data["url"].startswith(f"{settings.SITE_URL}/articles/")


def check_dates(
    data: dict[str, Any], publication: Publication, first: Publication | None = None
) -> None:
    """Compare the dates and names with the signatures; ``first`` is the first version."""
    signatures = list(Signature.objects.filter(submission__publication=publication))
    last = max(signature.signed_at for signature in signatures)
    assert data["lastReviewed"] == last.date().isoformat()
    of_first = Signature.objects.filter(submission__publication=first or publication)
    came_out = max(signature.signed_at for signature in of_first)
    assert (first or publication).published_at == came_out
    assert data["datePublished"] == came_out.isoformat(timespec="seconds")
    names = [(s.printed_name, s.credentials) for s in signatures]
    told = [(p["name"], p["honorificSuffix"]) for p in data["reviewedBy"]]
    assert sorted(told) == sorted(names)


def test_live(client: Client, cast: Cast) -> None:
    publication = published(cast, slug="x")
    data, head = fetch(client, "/articles/x/")
    check_dates(data, publication)
    assert data["creativeWorkStatus"] == "Published"
    assert data["specialty"] == "https://schema.org/Renal"
    assert data["medicalAudience"] == "https://schema.org/Clinician"
    assert [author["name"] for author in data["author"]] == ["Anna Author", "Carl Coauthor"]
    assert data["citation"][0] == {
        "@type": "ScholarlyArticle",
        "name": "Kidney outcomes with examplegliflozin",
        "author": [{"@type": "Person", "name": "Ada Ito"}],
        "datePublished": "2024",
        "sameAs": ["https://doi.org/10.5555/example.2024.1"],
    }
    assert "correction" not in data
    assert head.canonical == [f"{settings.SITE_URL}/articles/x/"] == [data["url"]]
    assert head.meta["og:type"] == "article"
    assert head.meta["og:url"] == data["url"]
    assert head.meta["og:title"] == data["headline"] == publication.title
    assert head.meta["description"] == publication.question
    check_picture(head)


def test_plain_language(client: Client, cast: Cast) -> None:
    publication = published(cast, slug="x")
    data, head = fetch(client, "/articles/x/plain/")
    check_dates(data, publication)
    assert data["medicalAudience"] == {"@type": "Patient"}
    assert head.canonical == [f"{settings.SITE_URL}/articles/x/plain/"]


def test_superseded_and_its_successor(client: Client, cast: Cast) -> None:
    article = draft(cast, slug="x")
    first = published(cast, article)
    changes = complete(cast.specialty, title="The second title", plain_text="")
    save_article(acting_user=cast.author, article=article, changes=changes)
    second = published(cast, article)
    old, head = fetch(client, "/articles/x/v/1/")
    check_dates(old, Publication.objects.get(pk=first.pk))
    assert (old["creativeWorkStatus"], old["version"]) == ("Superseded", "1")
    assert not any("author" in work for work in old["citation"])
    assert len(old["medicalAudience"]) == 2
    assert head.canonical == [f"{settings.SITE_URL}/articles/x/"]
    new, _head = fetch(client, "/articles/x/v/2/")
    check_dates(new, second, first)
    assert new["dateModified"] == second.published_at.isoformat(timespec="seconds")
    head = fetch(client, "/articles/x/")[1]
    assert head.meta["article:published_time"] == first.published_at.isoformat()
    assert head.meta["article:modified_time"] == second.published_at.isoformat()
    for path in ("/articles/x/v/1/compare/02/", "/articles/x/v/02/", "/notices/01/", "/notices/٣/"):
        assert client.get(path).status_code == 404
    assert b"This version" in client.get("/articles/x/").content
    entry = client.get("/feed.xml").content.decode()
    assert f"<published>{first.published_at.isoformat()}</published>" in entry
    assert f"<updated>{second.published_at.isoformat()}</updated>" in entry
    assert new["medicalAudience"] == "https://schema.org/Clinician"
    assert fetch(client, "/articles/x/")[0]["creativeWorkStatus"] == "Published"


def test_retracted(client: Client, cast: Cast) -> None:
    publication = retracted(cast, slug="x")
    data, head = fetch(client, "/articles/x/")
    check_dates(data, publication)
    assert data["creativeWorkStatus"] == "Retracted"
    assert data["headline"].startswith("RETRACTED: ")
    assert head.meta["og:title"] == data["headline"]
    notice = publication.notices.get()
    (correction,) = data["correction"]
    assert correction["name"] == "Retraction"
    assert correction["text"] == notice.reason
    assert correction["url"] == f"{settings.SITE_URL}/notices/{notice.pk}/"
    issued = notice.issued_at.isoformat(timespec="seconds")
    assert correction["datePublished"] == data["dateModified"] == issued


def test_corrected_and_doubted(client: Client, cast: Cast) -> None:
    publication = published(cast, slug="x")
    kinds = (NoticeKind.CORRECTION, NoticeKind.CLARIFICATION, NoticeKind.CONCERN)
    notices = [
        issue_notice(acting_user=cast.editor, publication=publication, kind=kind, reason="A slip.")
        for kind in kinds
    ]
    data, _head = fetch(client, "/articles/x/")
    check_dates(data, publication)
    assert data["creativeWorkStatus"] == "Published"
    told = {notice["name"]: notice["datePublished"] for notice in data["correction"]}
    issued = [notice.issued_at.isoformat(timespec="seconds") for notice in notices]
    assert told == dict(zip((kind.label for kind in kinds), issued, strict=True))
    assert data["dateModified"] == issued[-1]


def test_removed(client: Client, cast: Cast) -> None:
    publication = published(cast, slug="x")
    assert b'class="back"' in client.get("/articles/x/").content
    reason = "It could harm. " * 40 + "That is all."
    retract_publication(
        acting_user=cast.editor,
        publication=publication,
        reason=reason,
        kind=NoticeKind.WITHDRAWAL,
        remove_text=True,
    )
    data, _head = fetch(client, "/articles/x/")
    assert data["creativeWorkStatus"] == "Withdrawn"
    page = client.get("/articles/x/").content.decode()
    assert f"<p>{reason}</p>" in page  # whole, though it is long
    assert '<span class="tag tag-danger">withdrawn</span>' in page
    assert "paper-withdrawn" in page
    assert 'id="references"' in page
    for gone in ('class="back"', "Next review due", "Which best describes you?", "etracted"):
        assert gone not in page


def test_overdue_keeps_its_dates(client: Client, cast: Cast) -> None:
    from articles.days import as_of

    publication = published(cast, slug="x")
    with as_of(publication.next_review_due.replace(year=2040)):
        data, _head = fetch(client, "/articles/x/")
    check_dates(data, publication)


def test_pending_says_nothing(client: Client, cast: Cast) -> None:
    submission = under_review(cast, slug="x")
    grant_early_access(acting_user=cast.editor, submission=submission)
    response = client.get("/pending/x/")
    assert response.status_code == 200
    head = Head(response.content.decode())
    assert head.blocks == []
    assert not any(name.startswith(("og:", "article:")) for name in head.meta)
    assert b"lastReviewed" not in response.content
    assert b"reviewedBy" not in response.content


def test_hostile_text_stays_in_the_block(client: Client, cast: Cast) -> None:
    title = '</script><script>alert(1)</script><!-- & "more"'
    published(cast, slug="x", title=title)
    data, _head = fetch(client, "/articles/x/")
    assert data["headline"] == title
    assert b"<script>alert" not in client.get("/articles/x/").content


def test_unknown_specialty_is_left_out(client: Client, cast: Cast) -> None:
    cast.specialty.schema_org = "Kidneyology"
    cast.specialty.save()
    published(cast, slug="x")
    assert "specialty" not in fetch(client, "/articles/x/")[0]


def test_specialties_of_the_demo_are_schema_org_s() -> None:
    lines = yaml.safe_load((settings.BASE_DIR / "seeds" / "specialties.yaml").read_text("utf-8"))
    assert {line["schema_org"] for line in lines} <= SPECIALTIES


@pytest.mark.parametrize(
    ("path", "canonical"),
    [
        ("/", "/"),
        ("/articles/", "/articles/"),
        ("/articles/?specialty=nephrology", "/specialties/nephrology/"),
        ("/specialties/", "/specialties/"),
        ("/specialties/nephrology/", "/specialties/nephrology/"),
        ("/editorial-policy/", "/editorial-policy/"),
        ("/board/", "/board/"),
    ],
)
def test_pages_of_the_site_have_a_canonical_address(
    client: Client, cast: Cast, path: str, canonical: str
) -> None:
    published(cast, slug="x")
    head = Head(client.get(path).content.decode())
    assert head.canonical == [settings.SITE_URL + canonical]
    assert head.meta["og:url"] == settings.SITE_URL + canonical
    assert head.meta["og:title"]
    assert head.meta["description"] == head.meta["og:description"] != ""
    check_picture(head)


def test_each_page_of_a_list_is_its_own(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    for view in ("listing", "specialty"):
        monkeypatch.setattr(f"articles.reader.views.{view}.PER_PAGE", 1)
    for slug in "xy":
        published(cast, draft(cast, slug=slug))
    for path in ("/articles/", "/specialties/nephrology/"):
        head = Head(client.get(f"{path}?page=2").content.decode())
        assert head.canonical == [f"{settings.SITE_URL}{path}?page=2"]
        # Chips lead to the specialty's own page.
        assert b'href="/specialties/nephrology/"' in client.get(path).content
        assert b"?specialty=" not in client.get(path).content


def check_picture(head: Head) -> None:
    """Check that the picture beside a shared link is absolute, there, and as large as it says."""
    address = head.meta["og:image"]
    assert address.startswith(f"{settings.SITE_URL}/static/")
    with Image.open(settings.BASE_DIR / urlsplit(address).path.lstrip("/")) as picture:
        size = (int(head.meta["og:image:width"]), int(head.meta["og:image:height"]))
        assert picture.size == size
    assert head.meta["og:image:alt"]
    assert head.meta["twitter:card"] == "summary_large_image"


def test_a_notice_says_what_it_corrects(client: Client, cast: Cast) -> None:
    publication = retracted(cast, slug="x")
    notice = publication.notices.get()
    address = f"{settings.SITE_URL}/notices/{notice.pk}/"
    head = Head(client.get(f"/notices/{notice.pk}/").content.decode())
    check_picture(head)
    data = json.loads(head.blocks[0])
    assert data["@context"] == "https://schema.org"
    assert data["publisher"]["@type"] == "Organization"
    version, _head = fetch(client, "/articles/x/v/1/")
    about = data.pop("parentItem")
    # Both ways, and both say the same of the notice.
    assert about["@id"] == version["@id"] == f"{settings.SITE_URL}/articles/x/v/1/"
    assert about["correction"] == {"@id": address}
    (correction,) = version["correction"]
    assert correction["@id"] == address
    assert correction.items() <= data.items()
