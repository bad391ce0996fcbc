"""Search: what is found, how it is quoted, and that nothing breaks it."""

from __future__ import annotations

import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from articles.enums import NoticeKind
from articles.models import SearchWord
from articles.reader.search import Query, Results, search
from articles.search_table import TABLE
from editorial.services import issue_notice, retract_publication, save_article
from tests.factories import Cast, complete, draft, published, retracted, under_review
from tests.plugins.stage import scene

pytestmark = pytest.mark.django_db

GOUT = """\
## Acute gout

Give **colchicine** early; a naïve reading of <serum> urate misleads.[1]

In Sjögren's disease the kidneys[2] need care.
"""
GOUT_PLAIN = "Gout is a sudden, painful swelling of a joint.[1] Rest it and/or & cool it."


def find(text: str, **filters: str) -> Results:
    return search(Query(text, **filters))


def titles(text: str, **filters: str) -> list[str]:
    results = find(text, **filters)
    return [] if results.partial else [hit.publication.title for hit in results.hits]


@scene
def texts(cast: Cast) -> Cast:
    gout = {
        "title": "Treating gout attacks",
        "question": "What helps in an attack of gout?",
        "clinician_text": GOUT,
        "plain_text": GOUT_PLAIN,
    }
    published(cast, draft(cast, slug="gout", specialty=cast.elsewhere, **gout))
    published(cast, draft(cast, slug="kidney", plain_text=""))
    return cast


@pytest.mark.parametrize(
    "text",
    [
        "gout",
        "GOUT",
        "attack",  # the title has "attacks", and the other way round
        "treated gout",
        "colchicine early",
        "colchicine gout",
        "What helps in an attack of gout?",
        "sjogren",
        "Sjögren",
        "naive",
        "serum urate",
        "<serum>",
        "and/or cool",
    ],
)
def test_finds(texts: Cast, text: str) -> None:
    assert titles(text) == ["Treating gout attacks"]


def test_title_counts_for_more_than_text(texts: Cast) -> None:
    assert titles("kidney") == ["Treating diabetic kidney disease", "Treating gout attacks"]


@pytest.mark.parametrize(
    ("text", "filters", "found"),
    [
        ("kidney", {"specialty": "nephrology"}, ["Treating diabetic kidney disease"]),
        ("kidney", {"specialty": "general-medicine"}, ["Treating gout attacks"]),
        ("kidney", {"specialty": "medicine"}, []),
        ("swelling", {"audience": "plain"}, ["Treating gout attacks"]),
        ("swelling", {"audience": "clinician"}, []),
        ("colchicine", {"audience": "plain"}, []),
        ("gout", {"audience": "plain"}, ["Treating gout attacks"]),
        # No plain-language text was signed for it.
        ("kidney", {"audience": "plain"}, []),
        ("zqplain", {}, []),
        ("zq6e657068726f6c6f6779zq", {}, []),
    ],
)
def test_filters(texts: Cast, text: str, filters: dict[str, str], found: list[str]) -> None:
    assert titles(text, **filters) == found


def test_quotes_the_place_with_its_accents_and_escaped(texts: Cast) -> None:
    (hit,) = find("sjogren urate gout").hits
    assert hit.title == "Treating <mark>gout</mark> attacks"
    assert "<mark>Sjögren</mark>" in hit.passage
    assert "&lt;serum&gt; <mark>urate</mark>" in hit.passage
    assert "naïve" in hit.passage
    assert hit.audience == "clinician"
    assert "[" not in hit.passage
    (hit,) = find("painful swelling").hits
    assert "<mark>painful</mark> <mark>swelling</mark>" in hit.passage
    assert "&amp;" in hit.passage
    assert hit.audience == "plain"


def test_quotes_from_deep_in_a_long_text(cast: Cast) -> None:
    filling = "Nothing of note stands in this sentence. " * 100
    text = f"## Long\n\n{filling}\n\nHere stands a Sjögren, treated early.[1,2]\n\n{filling}"
    published(cast, slug="x", clinician_text=text)
    (hit,) = find("sjogren treat").hits
    assert "<mark>Sjögren</mark>, <mark>treated</mark> early" in hit.passage
    assert hit.passage[0] == hit.passage[-1] == "…"


def test_some_of_the_words_where_nothing_has_all(texts: Cast) -> None:
    results = find("gout smallpox")
    assert results.partial
    assert [hit.publication.slug for hit in results.hits] == ["gout"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("gouty atack", ["gout attack"]),
        ("diabetik", ["diabetic"]),
        ("diabetik smallpox", ["diabetic"]),
        ("colchizine", ["colchicine"]),  # which only the text has
        ("smallpox", []),
    ],
)
def test_suggests_what_would_be_found(texts: Cast, typed: str, meant: list[str]) -> None:
    assert find(typed).suggestions == meant


def test_a_word_of_texts_becomes_one_of_titles(texts: Cast) -> None:
    assert not SearchWord.objects.get(word="colchicine").titled
    published(texts, draft(texts, slug="new", title="Colchicine"))
    assert SearchWord.objects.get(word="colchicine").titled
    assert SearchWord.objects.get(word="attack").titled


def test_only_what_is_live_is_found(cast: Cast) -> None:
    article = draft(cast, slug="x", title="Firstword")
    publication = published(cast, article)
    under_review(cast, draft(cast, slug="y", title="Pendingword"))
    assert titles("firstword") == ["Firstword"]
    assert not find("pendingword").hits
    changes = complete(cast.specialty, title="Secondword")
    save_article(acting_user=cast.author, article=article, changes=changes)
    assert not find("secondword").hits
    publication = published(cast, article)
    assert titles("secondword") == ["Secondword"]
    assert not find("firstword").hits
    retract_publication(acting_user=cast.editor, publication=publication, reason="Wrong.")
    assert not find("secondword").hits
    assert not SearchWord.objects.filter(word="pendingword").exists()


def test_reindex(texts: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE}")
    SearchWord.objects.all().delete()
    assert not find("gout").hits
    call_command("reindex", verbosity=0)
    call_command("reindex", verbosity=0)
    assert titles("gout") == ["Treating gout attacks"]
    assert SearchWord.objects.filter(word="kidney").exists()


def test_pages(cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.reader.search.finding.PER_PAGE", 1)
    for slug in ("a", "b"):
        published(cast, draft(cast, slug=slug))
    first = client.get("/search/", {"q": "kidney"}).content.decode()
    assert "2 articles" in first
    assert 'href="/articles/b/" data-plain="/articles/b/plain/"' in first
    asked = client.get("/search/", {"q": "kidney", "audience": "clinician"}).content.decode()
    assert "data-plain" not in asked
    assert 'href="/articles/a/"' not in first
    assert 'rel="next"' in first
    second = client.get("/search/", {"q": "kidney", "page": "2"}).content.decode()
    assert 'href="/articles/a/"' in second
    assert 'rel="prev"' in second


def test_more_than_are_ranked(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    module = "sqlite" if connection.vendor == "sqlite" else "postgresql"
    published(cast, slug="oldest", title="Rareword in the title")
    for slug in ("b", "c", "d"):
        text = "## Rareword\n\nRareword.[1,2]"
        published(cast, draft(cast, slug=slug, clinician_text=text))
    assert find("rareword").count == 4
    monkeypatch.setattr(f"articles.reader.search.{module}.MOST", 2)
    results = find("rareword")
    assert (results.count, results.more) == (2, True)
    assert results.hits[0].publication.slug == "oldest"


def test_every_word_in_the_title_comes_first(cast: Cast) -> None:
    often = "## Gout attacks\n\n" + "Gout attacks and gout attacks. " * 20 + "[1,2]"
    published(cast, slug="oldest", title="Attacks of gout")
    published(cast, draft(cast, slug="half", title="Gout", clinician_text=often))
    published(cast, draft(cast, slug="none", question="Gout attacks?", clinician_text=often))
    assert find("gout attack").hits[0].publication.slug == "oldest"
    assert find("gout attack").count == 3


@pytest.mark.parametrize("window", [1, 2])
def test_what_is_not_among_the_newest_is_found(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, window: int
) -> None:
    for module in ("search_table", "reader.search.postgresql"):
        monkeypatch.setattr(f"articles.{module}.WINDOW", window)
    for slug in "abcd":
        published(cast, draft(cast, slug=slug))
    monkeypatch.setattr("articles.reader.search.postgresql.MOST", 2)
    monkeypatch.setattr("articles.reader.search.sqlite.MOST", 2)
    results = find("kidney", specialty="nephrology")
    assert (results.count, results.more) == (2, True)
    assert [hit.publication.slug for hit in results.hits] == ["d", "c"]
    monkeypatch.setattr("articles.reader.search.postgresql.MOST", 4)
    monkeypatch.setattr("articles.reader.search.sqlite.MOST", 4)
    results = find("kidney", specialty="nephrology")
    assert (results.count, results.more) == (4, False)
    assert find("kidney renal-disease xyzzy").partial


def test_frequent_words_tell_less(texts: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    # As if every word were in every fifth text; PostgreSQL weighs them all.
    monkeypatch.setattr("articles.reader.search.sqlite.SAMPLE", 1)
    assert titles("kidney") == ["Treating diabetic kidney disease", "Treating gout attacks"]
    assert titles("colchicine kidneys") == ["Treating gout attacks"]


def test_a_filter_alone_finds_nothing(texts: Cast) -> None:
    # PostgreSQL leaves such words out, and what would be left of the query is the filter.
    for text in ("the", "is it"):
        results = find(text, specialty="nephrology", audience="plain")
        assert results.count == 0 or connection.vendor == "sqlite"


def test_says_that_there_are_more(
    texts: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("sqlite", "postgresql"):
        monkeypatch.setattr(f"articles.reader.search.{module}.MOST", 1)
    assert "More than 1 article" in client.get("/search/", {"q": "kidney"}).content.decode()


def test_page_for_no_result_helps(texts: Cast, client: Client) -> None:
    page = client.get("/search/", {"q": "smallpox", "specialty": "nephrology"}).content.decode()
    assert "Nothing has this word" in page
    assert "Search in all texts" in page
    assert 'href="/specialties/nephrology/"' in page
    assert 'href="/ask/?question=smallpox"' in page
    page = client.get("/search/", {"q": "diabetik"}).content.decode()
    assert 'href="?q=diabetic"' in page


def test_says_what_was_retracted_on_it(cast: Cast, client: Client) -> None:
    title, question = "Sjögren and the kidney", "Are steroids started early?"
    gone = draft(cast, slug="gone", title=title, question=question)
    retracted(cast, gone)
    line = re.compile(r"A text on this was retracted on .*: <a href=\"/articles/gone/\">")
    back = published(cast, draft(cast, slug="back", title="Colchicine", plain_text=""))
    withdrawal = {"kind": NoticeKind.WITHDRAWAL, "reason": "Not ours to publish."}
    retract_publication(acting_user=cast.editor, publication=back, **withdrawal)
    page = client.get("/search/", {"q": "colchicine"}).content.decode()
    assert "A text on this was withdrawn on" in page

    def said(query: str, **more: str) -> bool:
        return bool(line.search(client.get("/search/", {"q": query, **more}).content.decode()))

    assert said("kidneys")
    assert said("gone kidneys")  # by a word of its address
    assert said("starting early steroids")
    assert said("kidney", specialty="nephrology")
    assert not said("kidney gout")
    assert not said("kid")
    assert not said("the")
    assert not said("kidney", page="2")
    # Once a text stands there again, that is found, and its history tells.
    changes = complete(cast.specialty, title=title, question=question)
    save_article(acting_user=cast.author, article=gone, changes=changes)
    published(cast, gone)
    assert not said("steroids")


def test_doubts_show_in_lists_and_results(
    cast: Cast, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    publication = published(cast)
    published(cast, draft(cast, slug="sound"))
    words = "Expression of concern"
    for kind, times in ((NoticeKind.CORRECTION, 0), (NoticeKind.CONCERN, 1)):
        issue_notice(
            acting_user=cast.editor, publication=publication, kind=kind, reason="Under inquiry."
        )
        specialty = reverse("reader:specialty", args=[publication.specialty_slug])
        for address in ("/", reverse("reader:list"), specialty, "/search/?q=kidney"):
            assert client.get(address).content.decode().count(words) == times, address
    with django_assert_num_queries(2):
        client.get("/")


def test_constant_number_of_queries(
    cast: Cast, client: Client, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    # One each for the specialties, for names and identifiers, and for what is retracted, then ids,
    # publications and quotations (on SQLite one for each hit).
    # The ids take SQLite four: the matches, whether the word is frequent, the weights, the titles.
    postgres = connection.vendor == "postgresql"
    for count, slugs in ((1, "a"), (3, "bc")):
        for slug in slugs:
            published(cast, draft(cast, slug=slug))
        expected = 13 if postgres else 8 + count
        with django_assert_num_queries(expected):
            client.get("/search/", {"q": "kidney"})


HOSTILE = [
    "",
    " ",
    '"',
    "'",
    "*",
    "(",
    "a AND",
    "NEAR(",
    'NOT "',
    "title:x",
    "-gout",
    "^gout",
    "{title}:x",
    "gout OR",
    '"gout',
    "gout*",
    "\\",
    "%",
    "_",
    ";DROP TABLE articles_publication;--",
    "<script>alert(1)</script>",
    "\x00gout",
    "\x02\x03",
    "\ud83d",
    "𝒈𝒐𝒖𝒕",
    "ﬃ ß İ",
    "١٢٣",
    "²",
    "痛風",
    "e" + "\u0301" * 50,
    "x" * 5000,
    "gout " * 500,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_queries_answer_normally(texts: Cast, client: Client, text: str) -> None:
    query = text.encode("utf-8", "surrogatepass")
    for values in (
        {"q": query},
        {"q": "gout", "specialty": query, "audience": query, "page": query},
    ):
        response = client.get("/search/", values)
        assert response.status_code == 200
        assert b"<script>alert" not in response.content


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(
    st.text(max_size=60),
    st.sampled_from(["", "nephrology", "none"]),
    st.sampled_from(["", "clinician", "plain"]),
)
def test_no_query_fails(texts: Cast, text: str, specialty: str, audience: str) -> None:
    results = find(text, specialty=specialty, audience=audience)
    assert results.count >= len(results.hits)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(st.lists(st.sampled_from(["gout", '"', "AND", "OR", "NOT", "*", "(", ")", ":", "-"])))
def test_operators_are_words(texts: Cast, parts: list[str]) -> None:
    results = find(" ".join(parts))
    if "gout" in parts and "NOT" not in parts:
        assert [hit.publication.slug for hit in results.hits] == ["gout"]
