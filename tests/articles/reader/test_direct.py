"""What a query leads to by itself: people, specialties, cited works, and a text by its address."""

from __future__ import annotations

import importlib
import re
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest
from django.apps import apps
from django.db.models import F
from django.test import Client

from articles.enums import NoticeKind
from articles.models import Member, Publication, SearchKey
from articles.reader.search.direct import Direct, found_directly
from articles.search_keys import asked_key
from editorial.services import issue_notice, retract_publication
from tests.factories import Cast, draft, published
from tests.factories.texts import REFERENCES
from tests.plugins.stage import scene

pytestmark = pytest.mark.django_db

DOI = "10.5555/Odd.(2024):1"
PMID = "33301246"
NAMES = {"nephrology": "Nephrology", "infectious": "Infectious diseases"}


@scene
def texts(cast: Cast) -> Cast:
    first, second = REFERENCES
    cited = [first, second | {"DOI": DOI, "PMID": PMID, "PMCID": "PMC7999999"}]
    published(cast, draft(cast, slug="the-kidney", references=cited))
    published(cast, draft(cast, slug="other", title="Other"))
    return cast


def slugs(direct: Direct) -> list[tuple[str, str]]:
    return [(publication.slug, how.split(" ")[0]) for publication, how in direct.articles]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (DOI, [("the-kidney", "cites")]),
        (f" https://doi.org/{DOI.lower()} ", [("the-kidney", "cites")]),
        (f"doi: {DOI}", [("the-kidney", "cites")]),
        (PMID, [("the-kidney", "cites")]),
        (f"PMID: {PMID}", [("the-kidney", "cites")]),
        ("pmc7999999", [("the-kidney", "cites")]),
        ("10.5555/nowhere", []),
        ("2024", []),
        ("the-kidney", [("the-kidney", "")]),
        ("https://example.test/articles/the-kidney/v/1/", [("the-kidney", "")]),
        ("/articles/the-kidney/", [("the-kidney", "")]),
        ("Anna Author", [("other", "written"), ("the-kidney", "written")]),
        ("dr. anna AUTHOR, MD", [("other", "written"), ("the-kidney", "written")]),
        ("Author, Anna", [("other", "written"), ("the-kidney", "written")]),
        ("Author A", [("other", "written"), ("the-kidney", "written")]),
        ("Prof. Berta Board", [("other", "signed"), ("the-kidney", "signed")]),
        ("Berta", []),
        ("Anna Author Anna Author Anna Author", []),
        ("", []),
        ("\x00'", []),
    ],
)
def test_finds_articles(texts: Cast, query: str, found: list[tuple[str, str]]) -> None:
    assert slugs(found_directly(query, NAMES)) == found


@pytest.mark.parametrize(
    ("query", "people"),
    [
        ("Board", {"Berta Board", "Bruno Board"}),
        ("Bruno Board", {"Bruno Board"}),
        ("Author", set()),
    ],
)
def test_finds_members(texts: Cast, query: str, people: set[str]) -> None:
    assert {person.name for person in found_directly(query, NAMES).people} == people


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("nephrology", ["nephrology"]),
        ("infectious disease", ["infectious"]),
        ("disease", ["infectious"]),
        ("infectious kidney", []),
        ("", []),
    ],
)
def test_finds_specialties(query: str, found: list[str]) -> None:
    assert list(found_directly(query, NAMES).specialties) == found


def test_pages(texts: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def page(query: str) -> str:
        return client.get("/search/", {"q": query}).content.decode()

    member = Member.objects.get(name="Berta Board")
    named = page("Dr Berta Board")
    assert f'href="/board/{member.uid}/"' in named
    assert "No text has all of these words in it." in named
    assert "some of the words" not in named
    assert 'href="/specialties/nephrology/"' in page(texts.specialty.name)
    cited = page(DOI)
    assert re.search(r'href="/articles/the-kidney/".*\n.*cites this work', cited)
    assert "Nothing" not in cited
    assert "Nothing that is published has or cites this identifier" in page("10.5555/nowhere")
    # A number may be a word as well.
    assert "1 article<" not in page(PMID)
    monkeypatch.setattr("articles.reader.search.direct.MOST", 1)
    assert "there are more" in page("Anna Author")


def test_only_what_is_live(texts: Cast, client: Client) -> None:
    publication = Publication.objects.get(slug="the-kidney")
    issue_notice(
        acting_user=texts.editor, publication=publication, kind=NoticeKind.CONCERN, reason="Doubts."
    )
    assert "Expression of concern" in client.get("/search/", {"q": DOI}).content.decode()
    retract_publication(acting_user=texts.editor, publication=publication, reason="Wrong.")
    assert slugs(found_directly(DOI, {})) == []
    assert slugs(found_directly("Anna Author", {})) == [("other", "written")]
    assert not SearchKey.objects.filter(publication=publication).exists()


class Earlier(dict[str, Any]):
    """A row of the table as it was when the keys of what had been published were filled in."""

    objects = SimpleNamespace(bulk_create=lambda rows: Earlier.rows.extend(rows))
    rows: ClassVar[list[Earlier]] = []


def test_what_was_published_before_is_indexed(texts: Cast) -> None:
    columns = ("key", "kind", "publication_id", "member_id")
    models = {"Publication": Publication, "Member": Member, "SearchKey": Earlier}
    then = SimpleNamespace(get_model=lambda _app, name: models[name])
    Earlier.rows.clear()
    importlib.import_module("articles.migrations.0012_search_keys").fill(then, None)
    filled = sorted((tuple(row[name] for name in columns) for row in Earlier.rows), key=str)
    assert filled == sorted(SearchKey.objects.values_list(*columns), key=str)
    SearchKey.objects.update(place=0)
    importlib.import_module("articles.migrations.0013_search_key_place").fill(apps, None)
    assert not SearchKey.objects.exclude(place=F("publication_id")).exists()


def test_keys() -> None:
    assert asked_key("x" * 64) == f"name:{'x' * 64}"
    assert asked_key("A" * 64) == f"digest:{'a' * 64}"
    assert asked_key("Søren Þór O\u2019Brien-Müller") == "name:søren þor o'brien-muller"
